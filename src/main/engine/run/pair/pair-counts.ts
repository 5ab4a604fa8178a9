import type { PairValue } from '../../../../shared/duplicates.ts';
import { radii } from '../../../../shared/keep-curve.ts';
import { type PairQueue, type PairStratum, pairQueue } from '../../../../shared/pair.ts';
import type { PatchAddress } from '../../catalog/addresses.ts';
import { pairKey } from '../../kernel/mixed-key.ts';
import { pairSeed, rawPatchKey } from '../exemplar/keep-curves.ts';
import type { Session } from '../project/session.ts';
import { placesInGrids } from '../volume/places-in-grids.ts';
import type { CountedMark } from './pair-marks.ts';
import { type DrawnPair, pairsInOrder } from './pair-sample.ts';

/** How many marks say what. */
export type MarkCounts = Pick<PairStratum, 'same' | 'different' | 'unsure'>;

export const noMarks = (): MarkCounts => ({ same: 0, different: 0, unsure: 0 });

/** Marks by distance. */
export function markCounts(
  marks: readonly Pick<CountedMark, 'distance' | 'value'>[],
): MarkCounts[] {
  const counts = radii.map(noMarks);
  for (const { distance, value } of marks) {
    const at = counts[distance];
    if (at && value !== 'none') at[value]++;
  }
  return counts;
}

/** Marks by distance of pairs in the order of the uniform draw, for an estimate over all sources. */
export async function marksOfDraw(
  session: Session,
  marks: readonly CountedMark[],
): Promise<MarkCounts[]> {
  return drawnCounts(await pairsInOrder(session, uniformDraw), saidOf(session, marks));
}

const uniformDraw: PairQueue = pairQueue.parse({});

/**
 * Marks by distance up to the first pair that nothing is said of: where people look at some sources more than at
 * others, only these are still a uniform draw over all pairs.
 */
export function drawnCounts(
  order: readonly DrawnPair[],
  said: ReadonlyMap<string, PairValue>,
): MarkCounts[] {
  const counts = radii.map(noMarks);
  const isOver = radii.map(() => false);
  for (const pair of order) {
    const value = said.get(keyOf(pair)) ?? 'none';
    if (value === 'none') isOver[pair.distance] = true;
    const at = counts[pair.distance];
    if (at && value !== 'none' && !isOver[pair.distance]) at[value]++;
  }
  return counts;
}

/** A pair as it is drawn: no patch needs to be looked up to know it again. */
export const keyOf = ({ distance, key }: Pick<DrawnPair, 'distance' | 'key'>): string =>
  `${distance} ${key}`;

/** What was said of pairs, by `keyOf`. */
export function saidOf(
  session: Session,
  marks: readonly CountedMark[],
): ReadonlyMap<string, PairValue> {
  const volumes = new Map(session.catalog.volumes.all().map((each) => [each.contentId, each]));
  const places = placesInGrids(session);
  const keyOfPatch = (address: PatchAddress): number => {
    const volume = volumes.get(address.contentId);
    if (!volume) return 0;
    return rawPatchKey(volume, address, places(volume, address.plane, address));
  };
  return new Map(
    marks.map(({ address, other, distance, value }) => {
      const key = pairKey(keyOfPatch(address), keyOfPatch(other), pairSeed);
      return [keyOf({ distance, key }), value];
    }),
  );
}
