import type { LassoUse } from '../element/use-lasso.ts';

/** The chosen points after a line went around some: instead of those before, with them, or without. */
export function chosenAfter(
  before: ReadonlySet<number>,
  caught: readonly number[],
  use: LassoUse,
): ReadonlySet<number> {
  if (use === 'replace') return new Set(caught);
  const after = new Set(before);
  for (const point of caught) {
    if (use === 'add') after.add(point);
    else after.delete(point);
  }
  return after;
}
