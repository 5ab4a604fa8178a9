/** Puts rows far from those taken, and from each other, first: so many of them; the rest as they were. */
export type Farthest = (
  rows: readonly number[],
  taken: readonly number[],
  most: number,
) => Promise<readonly number[]>;

export interface BlockSizes {
  /** rows that are told apart together */
  readonly blockRows: number;
  /** rows that all blocks together put up for the first picks */
  readonly candidates: number;
  /** picks that are chosen among the candidates */
  readonly firstPicks: number;
}

/** 1024 rows of 64 values are 256 KB, and putting half of them in order takes 60 ms. */
export const blockSizes: BlockSizes = { blockRows: 1024, candidates: 16_384, firstPicks: 1024 };

interface Block {
  readonly rows: readonly number[];
  order: readonly number[];
}

/**
 * Rows in an order in which the first differ from each other, for more rows than farthest-first can take:
 * it needs rows x picks steps. Here every block of rows puts up its most diverse, the first picks are chosen
 * among those, and then the blocks take turns, each holding its rows against those picked from it. The steps
 * are picks x 1024, and what is held in memory does not grow with the rows. What it costs in diversity
 * stands in docs/decisions/0013-diverse-in-blocks.md.
 *
 * @param drawn in random order: a block is an even draw of them
 * @param taken rows that the picks have to be far from too
 * @param most so many are put in order; fewer of them are the first of more
 * @param eachBlock does work on all blocks, a few at a time
 * @returns at least `most` rows where there are as many, each once
 * @see Mirzasoleiman et al. 2013, "Distributed submodular maximization" (two rounds of greedy picks)
 */
export async function diverseInBlocks(
  drawn: readonly number[],
  taken: readonly number[],
  most: number,
  farthest: Farthest,
  eachBlock: (blocks: readonly Block[], work: (block: Block) => Promise<void>) => Promise<unknown>,
  { blockRows, candidates, firstPicks }: BlockSizes = blockSizes,
): Promise<readonly number[]> {
  const count = Math.ceil(drawn.length / blockRows);
  if (count <= 1) return farthest(drawn, taken, most);
  const blocks = Array.from({ length: count }, (_, at): Block => {
    return { rows: everyNth(drawn, count, at), order: [] };
  });
  const each = Math.min(firstPicks, Math.max(1, Math.floor(candidates / count)));
  await eachBlock(blocks, async (block) => {
    block.order = await farthest(block.rows, taken, each);
  });
  const putUp = blocks.flatMap(({ order }) => order.slice(0, each));
  const firstMost = Math.min(most, firstPicks, putUp.length);
  const first = (await farthest(putUp, taken, firstMost)).slice(0, firstMost);
  if (most <= first.length) return first;
  const isFirst = new Set(first);
  const left = Math.ceil((most - first.length) / count);
  await eachBlock(blocks, async (block) => {
    const before = [...taken, ...block.rows.filter((row) => isFirst.has(row))];
    const rows = block.rows.filter((row) => !isFirst.has(row));
    block.order = await farthest(rows, before, left);
  });
  return [...first, ...inTurns(blocks)];
}

const everyNth = (rows: readonly number[], step: number, first: number): number[] =>
  Array.from(
    { length: Math.ceil((rows.length - first) / step) },
    (_, i) => rows[first + i * step] ?? 0,
  );

/** Blocks have different numbers left, so turns go on until the fullest is done. */
function inTurns(blocks: readonly Block[]): number[] {
  const turns = blocks.reduce((most, { order }) => Math.max(most, order.length), 0);
  const rows: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    for (const { order } of blocks) {
      const row = order[turn];
      if (row !== undefined) rows.push(row);
    }
  }
  return rows;
}
