import type { ExemplarColumns } from '../project/exemplar-columns.ts';

const known = new WeakMap<Uint32Array, ReadonlyMap<number, string>>();

/**
 * Says which exemplars each source has: their number and a checksum of their ordinals, which are never given
 * twice. Kept by the column of ordinals, since a million of them take some milliseconds.
 */
export function exemplarPrints(columns: ExemplarColumns): ReadonlyMap<number, string> {
  const found = known.get(columns.ordinal) ?? printsOf(columns);
  known.set(columns.ordinal, found);
  return found;
}

function printsOf({ count, source, ordinal }: ExemplarColumns): ReadonlyMap<number, string> {
  const sums = new Map<number, { count: number; sum: number }>();
  for (let row = 0; row < count; row++) {
    const id = source[row] ?? 0;
    const own = sums.get(id) ?? { count: 0, sum: 0 };
    if (own.count === 0) sums.set(id, own);
    own.count++;
    // FNV-1a over words.
    own.sum = Math.imul(own.sum ^ (ordinal[row] ?? 0), 0x01000193) >>> 0;
  }
  return new Map([...sums].map(([id, { count: own, sum }]) => [id, `${own}-${sum}`]));
}
