import { shareWithin } from './draw-without-return.ts';

/** Some consecutive bits of a hash, and how many of them may differ. */
export interface HashChunk {
  readonly firstBit: number;
  readonly bits: number;
  readonly radius: number;
}

/** Hashes that are looked up among others. */
export interface HashSearch {
  /** bits of a hash that tell hashes apart; they come first, in random order */
  readonly hashBits: number;
  /** largest Hamming distance, inclusive */
  readonly limit: number;
  readonly queries: number;
  readonly items: number;
  /** of some pairs of a query and an item: how many differ in 0, 1, 2 ... bits */
  readonly distances: Uint32Array;
}

/** How to search, and nanoseconds that it will take. */
export interface SearchPlan {
  readonly chunks: readonly HashChunk[];
  readonly cost: number;
}

/** Of one chunk: a table of 2^20 keys is 4 MB. */
export const mostBits = 20;
// At 20 bits these are 6,196 buckets already.
const mostRadius = 4;
// Measured, nanoseconds on a 2.1 GHz Xeon; only their ratios matter.
const bucketCost = 7;
const compareCost = 0.65;
const verifyCost = 15;
const enterCost = 20;

/**
 * The cheapest chunks that no near-duplicate can miss: if two hashes differ in at most `limit` bits, then at
 * least one chunk differs in at most its radius, since the sum of (radius + 1) exceeds the limit.
 *
 * @returns null where no chunks do that within a radius of 4.
 */
export function hashChunks(search: HashSearch): SearchPlan | null {
  const options = chunkOptions(search);
  const need = search.limit + 1;
  const width = Math.min(search.hashBits, mostBits * need) + 1;
  // A state covers up to `need` differences with less than `width` bits; each has its cheapest way in.
  const cost = new Float64Array((need + 1) * width).fill(Number.POSITIVE_INFINITY);
  const before = new Uint32Array(cost.length);
  cost[0] = 0;
  for (let state = 0; state < need * width; state++) {
    const soFar = cost[state]!;
    if (soFar === Number.POSITIVE_INFINITY) continue;
    const covered = Math.floor(state / width);
    for (const option of options) {
      if ((state % width) + option.bits >= width) continue;
      const next = state + (Math.min(need - covered, option.radius + 1) * width + option.bits);
      if (soFar + option.cost >= cost[next]!) continue;
      cost[next] = soFar + option.cost;
      before[next] = state;
    }
  }
  const ends = cost.subarray(need * width);
  const lowest = ends.reduce((least, each) => Math.min(least, each));
  if (lowest === Number.POSITIVE_INFINITY) return null;
  return { chunks: chunksTo(need * width + ends.indexOf(lowest), before, width), cost: lowest };
}

/** All ways to change at most `radius` of the lowest `bits` bits, fewest changes first. */
export function masksWithin(bits: number, radius: number): Uint32Array {
  let latest: number[] = [0];
  const masks: number[] = [0];
  for (let changes = 1; changes <= radius; changes++) {
    // Only bits above the highest one set, so that each mask is made once.
    latest = latest.flatMap((mask) => {
      const above = 32 - Math.clz32(mask);
      return Array.from({ length: Math.max(0, bits - above) }, (_, i) => mask | (1 << (above + i)));
    });
    masks.push(...latest);
  }
  return Uint32Array.from(masks);
}

interface ChunkOption {
  readonly bits: number;
  readonly radius: number;
  readonly cost: number;
}

function chunkOptions({ hashBits, limit, queries, items, distances }: HashSearch): ChunkOption[] {
  // Hashes of more than one word are compared in full where their first words are near.
  const verified = hashBits > 64 ? shareWithin(distances, hashBits, 64, limit) : 0;
  const compared = items * (compareCost + verified * verifyCost);
  const options: ChunkOption[] = [];
  for (let bits = 1; bits <= Math.min(mostBits, hashBits); bits++) {
    for (let radius = 0; radius <= Math.min(mostRadius, limit, bits - 1); radius++) {
      const looked = bucketsWithin(bits, radius) * bucketCost;
      const met = shareWithin(distances, hashBits, bits, radius) * compared;
      options.push({ bits, radius, cost: queries * (looked + met) + items * enterCost });
    }
  }
  return options;
}

function chunksTo(end: number, before: Uint32Array, width: number): HashChunk[] {
  const chunks: HashChunk[] = [];
  for (let state = end; state > 0; state = before[state]!) {
    const firstBit = before[state]! % width;
    const radius = Math.floor(state / width) - Math.floor(before[state]! / width) - 1;
    chunks.unshift({ firstBit, bits: (state % width) - firstBit, radius });
  }
  return chunks;
}

/** How many masks `masksWithin` makes. */
export function bucketsWithin(bits: number, radius: number): number {
  let [ways, total] = [1, 1];
  for (let changes = 1; changes <= radius; changes++) {
    ways = (ways * (bits - changes + 1)) / changes;
    total += ways;
  }
  return total;
}
