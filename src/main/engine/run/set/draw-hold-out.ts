import { createHash } from 'node:crypto';
import type { SectionBlock } from '../../catalog/hold-outs.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

/** Share of each source's exemplars that training never sees. */
const share = 0.15;
/** A single block may overshoot the share up to this; one that would take more is left in training. */
const mostShare = 0.225;
/** Sections of a block where there are enough of them: neighbours are near-copies, so few blocks touch. */
const sectionsPerBlock = 8;
/** Fewer blocks than this could not come near the share; more than that would be too many borders. */
const [fewestBlocks, mostBlocks] = [7, 20];

/** How many exemplars a cross-section has. */
export interface SectionCount {
  readonly volume: StoredVolume;
  readonly plane: number;
  readonly position: number;
  readonly exemplars: number;
}

interface CountedBlock extends SectionBlock {
  /** of the block's own address: the order in which blocks are drawn */
  readonly hash: string;
  exemplars: number;
}

/** Blocks looked at or drawn in one go. */
const blocksAtOnce = 512;

/**
 * Sets blocks of sections aside for evaluation before anything is labelled: per source, by a hash of
 * the block's own address, so that neither labels nor the order of work can move it. Blocks drawn
 * earlier keep their side; only new ones are drawn. Drawing that was cut off goes on where it was.
 *
 * @param sections all cross-sections that are de-duplicated together, each volume's together and in order.
 * @param isPassing whether volumes are missing, so that it may be drawn again when they come.
 * @returns whether a section of a volume is held out.
 */
export async function drawHoldOut(
  session: Session,
  source: number,
  sections: readonly SectionCount[],
  isPassing = false,
): Promise<IsHeld> {
  const { holdOuts } = session.catalog;
  const drawn = await drawBlocks(sections, (block) => holdOuts.isHeld(block));
  for (let from = 0; from < drawn.length; from += blocksAtOnce) {
    session.catalog.commitUnit(() => {
      for (const { block, takes } of drawn.slice(from, from + blocksAtOnce))
        holdOuts.draw(source, block, takes, isPassing);
    });
    await breath();
  }
  return (volume, plane, position) => holdOuts.isHeld(addressOf(volume, plane, position)) ?? false;
}

/** Whether a section of a volume is held out. */
export type IsHeld = (volume: StoredVolume, plane: number, position: number) => boolean;

/**
 * Draws again what was drawn while volumes were missing, as if they had been there. Nothing is written before
 * `keep`, which is for the commit that puts the exemplars in place.
 *
 * @param contents of whose volumes
 */
export async function redrawHoldOut(
  session: Session,
  source: number,
  sections: readonly SectionCount[],
  contents: ReadonlySet<string>,
  isPassing: boolean,
): Promise<{ readonly isHeld: IsHeld; keep(): void }> {
  const { holdOuts } = session.catalog;
  const drawn = await drawBlocks(sections, (block) =>
    contents.has(block.contentId) && holdOuts.isPassing(block) ? null : holdOuts.isHeld(block),
  );
  const sides = new Map(drawn.map(({ block, takes }) => [keyOf(block), takes]));
  return {
    isHeld(volume, plane, position) {
      const block = addressOf(volume, plane, position);
      return sides.get(keyOf(block)) ?? holdOuts.isHeld(block) ?? false;
    },
    keep() {
      for (const contentId of contents) holdOuts.forgetPassing(source, contentId);
      for (const { block, takes } of drawn) holdOuts.draw(source, block, takes, isPassing);
    },
  };
}

/** Sides of the blocks that have none yet, in the order in which they are drawn. */
async function drawBlocks(
  sections: readonly SectionCount[],
  isHeld: (block: SectionBlock) => boolean | null,
): Promise<readonly { readonly block: CountedBlock; readonly takes: boolean }[]> {
  const blocks = await blocksOf(sections);
  const total = blocks.reduce((sum, block) => sum + block.exemplars, 0);
  blocks.sort((a, b) => compare(a.hash, b.hash));
  let held = 0;
  const fresh: CountedBlock[] = [];
  for (const [i, block] of blocks.entries()) {
    const known = isHeld(block);
    if (known === null) fresh.push(block);
    else if (known) held += block.exemplars;
    if (i % blocksAtOnce === 0) await breath();
  }
  return fresh.map((block) => {
    const takes = held < share * total && held + block.exemplars <= mostShare * total;
    if (takes) held += block.exemplars;
    return { block, takes };
  });
}

const addressOf = (volume: StoredVolume, plane: number, position: number): SectionBlock => ({
  contentId: volume.contentId,
  plane,
  block: blockOf(volume, plane, position),
});

const keyOf = ({ contentId, plane, block }: SectionBlock): string =>
  `${contentId} ${plane} ${block}`;

async function blocksOf(sections: readonly SectionCount[]): Promise<CountedBlock[]> {
  const blocks = new Map<string, CountedBlock>();
  for (const [i, { volume, plane, position, exemplars }] of sections.entries()) {
    const block = blockOf(volume, plane, position);
    const { contentId } = volume;
    const key = keyOf({ contentId, plane, block });
    const known = blocks.get(key);
    if (known) known.exemplars += exemplars;
    else blocks.set(key, { contentId, plane, block, hash: hashOf(key), exemplars });
    if (i % (4 * blocksAtOnce) === 0) await breath();
  }
  return [...blocks.values()];
}

/** Block of sections that a position lies in. */
export function blockOf(volume: StoredVolume, plane: number, position: number): number {
  const { count } = slabShape(volume.shape, planeOf(plane));
  return Math.floor(position / blockLength(count));
}

function blockLength(sections: number): number {
  if (sections < 2 * fewestBlocks) return 1;
  const fitting = Math.floor(sections / sectionsPerBlock);
  return Math.ceil(sections / Math.max(fewestBlocks, Math.min(mostBlocks, fitting)));
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
