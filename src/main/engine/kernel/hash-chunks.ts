/** Some consecutive bits of a hash, and how many of them may differ. */
export interface HashChunk {
  readonly firstBit: number;
  readonly bits: number;
  readonly radius: number;
}

// A bucket table of 2^20 entries is 8 MB; a radius of 4 there is already 6,196 buckets to look into.
const mostChunks = 6;
const mostBits = 20;
const mostRadius = 4;
// Looking into a bucket takes about as long as this many comparisons (measured).
const bucketCost = 16;

/**
 * Chunks that no near-duplicate can miss: if two hashes differ in at most `limit` bits, then at least
 * one chunk differs in at most its radius. That holds when the sum of (radius + 1) exceeds the limit.
 *
 * @param hashBits bits of a hash.
 * @param expected exemplars the index will hold; unrelated hashes are assumed.
 * @returns the cheapest chunks, or none when looking at every exemplar is cheaper.
 */
export function hashChunks(
  hashBits: number,
  limit: number,
  expected: number,
): readonly HashChunk[] {
  let cheapest: readonly HashChunk[] = [];
  let lowestCost = expected;
  for (let count = 1; count <= Math.min(mostChunks, limit + 1); count++) {
    for (let wideBits = 1; wideBits <= mostBits; wideBits++) {
      const chunks = split(hashBits, limit, count, wideBits);
      const cost = chunks.reduce((sum, chunk) => sum + chunkCost(chunk, expected), 0);
      if (chunks.length === 0 || cost >= lowestCost) continue;
      cheapest = chunks;
      lowestCost = cost;
    }
  }
  return cheapest;
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

/** `count` chunks whose radii differ by at most one; those of the larger radius get `wideBits` bits. */
function split(hashBits: number, limit: number, count: number, wideBits: number): HashChunk[] {
  const radius = Math.floor((limit + 1) / count);
  const wide = (limit + 1) % count;
  const narrow = count - wide;
  const narrowBits = Math.min(mostBits, Math.floor((hashBits - wide * wideBits) / narrow));
  if (radius > mostRadius || narrowBits < 1) return [];
  return Array.from({ length: count }, (_, i) => {
    const isWide = i < wide;
    const firstBit = isWide ? i * wideBits : wide * wideBits + (i - wide) * narrowBits;
    const bits = isWide ? wideBits : narrowBits;
    return { firstBit, bits, radius: isWide ? radius : radius - 1 };
  });
}

function chunkCost({ bits, radius }: HashChunk, expected: number): number {
  return bucketsWithin(bits, radius) * (bucketCost + expected / 2 ** bits);
}

function bucketsWithin(bits: number, radius: number): number {
  let [ways, total] = [1, 1];
  for (let changes = 1; changes <= radius; changes++) {
    ways = (ways * (bits - changes + 1)) / changes;
    total += ways;
  }
  return total;
}
