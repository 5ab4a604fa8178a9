// How many near-duplicates unrelated sources have. This estimate is ours, not the paper's:
// docs/decisions/0019-how-relations-are-judged.md says why it is made so.

/** Bits that are set in each hash. */
export function bitsSet(hashes: Uint8Array, bytesPerHash: number): Uint16Array {
  const counts = new Uint16Array(hashes.length / bytesPerHash);
  for (let at = 0; at < hashes.length; at++) {
    const item = Math.floor(at / bytesPerHash);
    let rest = hashes[at] ?? 0;
    for (; rest > 0; rest &= rest - 1) counts[item] = (counts[item] ?? 0) + 1;
  }
  return counts;
}

/**
 * Whether a hash says little: it is within the limit of that of an even picture (no bit set) or of one that
 * brightens from left to right (all set). Such a patch is near to empty patches of any source.
 */
export const isEven = (set: number, bits: number, limit: number): boolean =>
  set <= limit || set >= bits - limit;

/**
 * Chance that two hashes lie within the limit when nothing but the number of their set bits is known
 * (hypergeometric: of all ways to place the bits of one over the bits of the other).
 */
export function chanceWithin(bits: number, limit: number): (set: number, other: number) => number {
  const logs = new Float64Array(bits + 1);
  for (let i = 1; i <= bits; i++) logs[i] = (logs[i - 1] ?? 0) + Math.log(i);
  const choose = (n: number, k: number) => (logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0);
  const known = new Map<number, number>();
  return (set, other) => {
    const key = Math.min(set, other) * (bits + 1) + Math.max(set, other);
    const found = known.get(key);
    if (found !== undefined) return found;
    let chance = 0;
    const [fewest, most] = [Math.max(0, set + other - bits), Math.min(set, other)];
    for (let shared = fewest; shared <= most; shared++) {
      if (set + other - 2 * shared > limit) continue;
      const ways = choose(set, shared) + choose(bits - set, other - shared) - choose(bits, other);
      chance += Math.exp(ways);
    }
    const sum = Math.min(1, chance);
    known.set(key, sum);
    return sum;
  };
}

/** Exemplars of each source by how many bits of their hashes are set, those that say little left out. */
export type BitCounts = readonly ReadonlyMap<number, number>[];

/** @param groupOf source of each hash, from 0 up to but without `groups` */
export function countBits(
  set: Uint16Array,
  groupOf: Uint16Array,
  groups: number,
  bits: number,
  limit: number,
): BitCounts {
  const counts = Array.from({ length: groups }, () => new Map<number, number>());
  set.forEach((count, item) => {
    if (isEven(count, bits, limit)) return;
    const own = counts[groupOf[item] ?? 0];
    own?.set(count, (own.get(count) ?? 0) + 1);
  });
  return counts;
}

/**
 * How many exemplars of a source would have a near-duplicate in another if bits were placed at random.
 *
 * @returns rows a, columns b: expected exemplars of a with a near-duplicate in b
 */
export function expectedMatches(counts: BitCounts, bits: number, limit: number): Float64Array {
  const groups = counts.length;
  const chance = chanceWithin(bits, limit);
  const expected = new Float64Array(groups * groups);
  const present = [...new Set(counts.flatMap((own) => [...own.keys()]))];
  for (let b = 0; b < groups; b++) {
    const others = [...(counts[b] ?? [])];
    // The chance that a hash with so many bits finds any partner in b.
    const finds = new Map(
      present.map((set) => {
        const partners = others.reduce((sum, [other, n]) => sum + n * chance(set, other), 0);
        return [set, 1 - Math.exp(-partners)];
      }),
    );
    for (let a = 0; a < groups; a++) {
      if (a === b) continue;
      let sum = 0;
      for (const [set, n] of counts[a] ?? []) sum += n * (finds.get(set) ?? 0);
      expected[a * groups + b] = sum;
    }
  }
  return expected;
}

/** With fewer sources than this nothing can be learned from the other ones. */
const fewestSources = 5;

/**
 * How many times more often each source has near-duplicates in the others than bits placed at random: the
 * median over all others, so that a few related ones do not count. Structure that all sources share (a dark
 * border, one kind of tissue) raises it.
 *
 * @param found, @param expected both ways together, groups x groups, symmetric
 * @returns one factor a source, at least 1
 */
export function commonness(found: Float64Array, expected: Float64Array, groups: number): number[] {
  return Array.from({ length: groups }, (_, a) => {
    if (groups < fewestSources) return 1;
    const ratios: number[] = [];
    for (let b = 0; b < groups; b++) {
      if (b === a) continue;
      ratios.push(((found[a * groups + b] ?? 0) + 1) / ((expected[a * groups + b] ?? 0) + 1));
    }
    ratios.sort((one, other) => one - other);
    return Math.max(1, ratios[(ratios.length - 1) >> 1] ?? 1);
  });
}
