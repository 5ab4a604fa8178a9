import type { PairDistance, PairStratum } from '../../shared/pair.ts';

/** How far the marking of the pairs wanted is. */
export interface PairGoal {
  readonly marked: number;
  readonly wanted: number;
}

/** Marks wanted of a distance: no more than it has pairs that were drawn. */
export const wantedOf = ({ pairs }: PairStratum, wanted: number): number => Math.min(wanted, pairs);

/** Marks wanted at the distances that are gone through, and how many of them are there; more of one help no other. */
export function pairGoal(
  strata: readonly PairStratum[],
  distance: PairDistance,
  wanted: number,
): PairGoal {
  const these = strata.filter((each) => distance === 'all' || each.distance === distance);
  return {
    wanted: these.reduce((sum, each) => sum + wantedOf(each, wanted), 0),
    marked: these.reduce((sum, each) => {
      const { same, different, unsure } = each;
      return sum + Math.min(wantedOf(each, wanted), same + different + unsure);
    }, 0),
  };
}
