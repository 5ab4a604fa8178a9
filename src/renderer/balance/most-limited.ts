import type { PlannedCounts } from '../../shared/planned-counts.ts';

/** Place of the source that a plan takes the most from; of equal ones, and without any, the first. */
export function mostLimited({ available, counts }: PlannedCounts): number {
  let best = 0;
  const lost = (at: number) => (available[at] ?? 0) - (counts[at] ?? 0);
  for (let at = 1; at < available.length; at++) if (lost(at) > lost(best)) best = at;
  return best;
}
