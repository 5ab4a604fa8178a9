import type { NearAcross } from '../kernel/nearest-across.ts';

/** The near-duplicates of two sources. */
export interface SourcePair {
  readonly a: number;
  readonly b: number;
  /** exemplars of a with a near-duplicate in b, and the reverse */
  readonly nearA: Uint32Array;
  readonly nearB: Uint32Array;
  /** each two that are near by either side's choice, once: of a, of b, and how far */
  readonly itemsA: Uint32Array;
  readonly itemsB: Uint32Array;
  readonly distances: Uint16Array;
}

/** Gathers what `nearestAcross` found by pairs of sources, a before b. */
export function sourcePairs(
  near: NearAcross,
  groupOf: Uint16Array,
  groups: number,
): readonly SourcePair[] {
  const keyOf = (row: number) => {
    const [one, other] = [groupOf[near.items[row] ?? 0] ?? 0, groupOf[near.others[row] ?? 0] ?? 0];
    return Math.min(one, other) * groups + Math.max(one, other);
  };
  const { starts, rows } = sortedByKey(near.items.length, groups * groups, keyOf);
  const pairs: SourcePair[] = [];
  for (let key = 0; key < groups * groups; key++) {
    const own = rows.subarray(starts[key] ?? 0, starts[key + 1] ?? 0);
    if (own.length > 0)
      pairs.push(gather(near, groupOf, Math.floor(key / groups), key % groups, own));
  }
  return pairs;
}

/** A counting sort: rows of each key lie together, in their order. */
function sortedByKey(count: number, keys: number, keyOf: (row: number) => number) {
  const starts = new Uint32Array(keys + 1);
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  }
  for (let key = 0; key < keys; key++)
    starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    const at = next[key] ?? 0;
    rows[at] = row;
    next[key] = at + 1;
  }
  return { starts, rows };
}

function gather(
  near: NearAcross,
  groupOf: Uint16Array,
  a: number,
  b: number,
  rows: Uint32Array,
): SourcePair {
  const fromA: number[] = [];
  const fromB: number[] = [];
  // By the exemplar of a, the one of b it chose: a pair chosen by both sides counts once.
  const chosen = new Map<number, number>();
  const [itemsA, itemsB, distances]: [number[], number[], number[]] = [[], [], []];
  const add = (one: number, other: number, row: number) => {
    itemsA.push(one);
    itemsB.push(other);
    distances.push(near.distances[row] ?? 0);
  };
  for (const row of rows) {
    const [item, other] = [near.items[row] ?? 0, near.others[row] ?? 0];
    if (groupOf[item] !== a) continue;
    fromA.push(item);
    chosen.set(item, other);
    add(item, other, row);
  }
  for (const row of rows) {
    const [item, other] = [near.items[row] ?? 0, near.others[row] ?? 0];
    if (groupOf[item] !== b) continue;
    fromB.push(item);
    if (chosen.get(other) !== item) add(other, item, row);
  }
  return {
    a,
    b,
    nearA: Uint32Array.from(fromA),
    nearB: Uint32Array.from(fromB),
    itemsA: Uint32Array.from(itemsA),
    itemsB: Uint32Array.from(itemsB),
    distances: Uint16Array.from(distances),
  };
}
