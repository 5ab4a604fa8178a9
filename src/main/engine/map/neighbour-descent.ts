import { type Xorshift32, xorshift32 } from '../kernel/xorshift32.ts';
import { emptyLists, type NeighbourLists, offer } from './neighbour-lists.ts';

/** Neighbours of a row that are introduced to each other in one round, each way. */
const introduced = 12;
/** Ends when a round changed fewer than this share of all places (Dong et al.'s default). */
const settled = 0.001;
const mostRounds = 20;
/** Rows of one leaf of a tree of random cuts. */
const leafRows = 40;
const trees = 4;

/**
 * The nearest rows of every row, nearly: neighbours of neighbours are likely neighbours. Begins with rows
 * that fall into one leaf of trees of random cuts.
 *
 * @param rows n rows of `width` finite values, row-major
 * @param size neighbours of each row, itself left out; below n
 * @see Dong, Moses, Li, "Efficient k-nearest neighbor graph construction for generic similarity
 *   measures" (WWW 2011); Dasgupta, Freund, "Random projection trees" (STOC 2008).
 */
export async function approximateNeighbours(
  rows: Float64Array,
  width: number,
  size: number,
  seed: number,
  tell: (share: number) => Promise<void>,
): Promise<NeighbourLists> {
  const count = rows.length / width;
  const random = xorshift32(seed);
  const lists = emptyLists(count, size);
  const graph: Graph = { rows, width, lists, isOld: new Uint8Array(count * size) };
  for (let tree = 0; tree < trees; tree++) {
    await joinLeaves(graph, random, () => tell((tree / trees) * 0.3));
  }
  for (let round = 0; round < mostRounds; round++) {
    const share = (part: number) => 0.3 + (0.7 * (round + part)) / mostRounds;
    const changes = await descend(graph, random, (part) => tell(share(part)));
    if (changes < settled * count * size) break;
  }
  return lists;
}

interface Graph {
  readonly rows: Float64Array;
  readonly width: number;
  readonly lists: NeighbourLists;
  /** neighbours that have been introduced to the row's others, by place in the lists */
  readonly isOld: Uint8Array;
}

/** Cuts the rows in halves, between two drawn ones, until leaves are small; joins each leaf's rows. */
async function joinLeaves(
  graph: Graph,
  random: Xorshift32,
  tell: () => Promise<void>,
): Promise<void> {
  const parts: Uint32Array[] = [Uint32Array.from(Array(graph.rows.length / graph.width).keys())];
  for (let part = parts.pop(); part; part = parts.pop()) {
    if (part.length > leafRows) {
      parts.push(...halved(graph, part, random));
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      for (let j = 0; j < i; j++) introduce(graph, part[i] ?? 0, part[j] ?? 0);
    }
    await tell();
  }
}

/** By which of two drawn rows is nearer; at the median, so that both halves have as many. */
function halved(graph: Graph, part: Uint32Array, random: Xorshift32): [Uint32Array, Uint32Array] {
  const { rows, width } = graph;
  const one = (part[random.below(part.length)] ?? 0) * width;
  const two = (part[random.below(part.length)] ?? 0) * width;
  const along = new Float64Array(part.length);
  for (let at = 0; at < part.length; at++) {
    const start = (part[at] ?? 0) * width;
    let sum = 0;
    for (let i = 0; i < width; i++) {
      sum += (rows[start + i] ?? 0) * ((rows[one + i] ?? 0) - (rows[two + i] ?? 0));
    }
    along[at] = sum;
  }
  const order = Uint32Array.from(part.keys()).sort((a, b) => (along[a] ?? 0) - (along[b] ?? 0));
  const ordered = order.map((at) => part[at] ?? 0);
  const middle = ordered.length >> 1;
  return [ordered.slice(0, middle), ordered.slice(middle)];
}

/** One round; @returns places of the lists that changed. */
async function descend(
  graph: Graph,
  random: Xorshift32,
  tell: (share: number) => Promise<void>,
): Promise<number> {
  const candidates = candidatesOf(graph, random);
  const count = candidates.length / (2 * introduced);
  let changes = 0;
  for (let row = 0; row < count; row++) {
    const start = row * 2 * introduced;
    const fresh = candidates.subarray(start, start + introduced);
    const old = candidates.subarray(start + introduced, start + 2 * introduced);
    for (let i = 0; i < introduced && (fresh[i] ?? -1) >= 0; i++) {
      const one = fresh[i] ?? 0;
      for (let j = 0; j < i; j++) changes += introduce(graph, one, fresh[j] ?? 0);
      for (let j = 0; j < introduced && (old[j] ?? -1) >= 0; j++) {
        changes += introduce(graph, one, old[j] ?? 0);
      }
    }
    if (row % 512 === 0) await tell(row / count);
  }
  return changes;
}

/**
 * For each row, up to `introduced` new and as many old ones of its neighbours and of those whose
 * neighbour it is; -1 marks free places. New ones that are taken count as old from now on.
 */
function candidatesOf({ lists, isOld }: Graph, random: Xorshift32): Int32Array {
  const { size, rows } = lists;
  const count = rows.length / size;
  const candidates = new Int32Array(count * 2 * introduced).fill(-1);
  const seen = new Uint32Array(count * 2);
  const put = (row: number, other: number, old: number) => {
    const met = seen[2 * row + old] ?? 0;
    seen[2 * row + old] = met + 1;
    // Of all that are met each is as likely to stay (reservoir sampling).
    const at = met < introduced ? met : random.below(met + 1);
    if (at < introduced) candidates[(2 * row + old) * introduced + at] = other;
  };
  for (let at = 0; at < rows.length; at++) {
    const [row, other] = [Math.floor(at / size), rows[at] ?? -1];
    if (other < 0) continue;
    put(row, other, isOld[at] ?? 0);
    put(other, row, isOld[at] ?? 0);
  }
  for (let at = 0; at < rows.length; at++) {
    if (isOld[at]) continue;
    const start = Math.floor(at / size) * 2 * introduced;
    if (candidates.subarray(start, start + introduced).includes(rows[at] ?? -1)) isOld[at] = 1;
  }
  return candidates;
}

/** Compares two rows and lets each take the other; @returns how many did. */
function introduce(graph: Graph, one: number, two: number): number {
  if (one === two) return 0;
  const { rows, width, lists } = graph;
  const { size, squares } = lists;
  const bound = Math.max(squares[(one + 1) * size - 1] ?? 0, squares[(two + 1) * size - 1] ?? 0);
  let square = 0;
  for (let i = 0; i < width; i++) {
    const step = (rows[one * width + i] ?? 0) - (rows[two * width + i] ?? 0);
    square += step * step;
  }
  if (!(square < bound)) return 0;
  return take(graph, one, two, square) + take(graph, two, one, square);
}

function take({ lists, isOld }: Graph, row: number, other: number, square: number): number {
  if (!offer(lists, row, other, square)) return 0;
  // The marks move along with the neighbours behind the new one, which has none yet.
  const start = row * lists.size;
  const at = start + lists.rows.subarray(start, start + lists.size).indexOf(other);
  isOld.copyWithin(at + 1, at, start + lists.size - 1);
  isOld[at] = 0;
  return 1;
}
