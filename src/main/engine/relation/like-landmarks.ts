import { nearestAcrossFast } from '../kernel/nearest-across-wasm.ts';
import type { Watcher } from '../kernel/watched-work.ts';
import { alignLandmarks, type LandmarkAlignment } from './align-landmarks.ts';
import { type LandmarkColumns, type LookedInto, landmarkBytes } from './landmark-frames.ts';
import { type PlacedLandmarks, placeLandmarks } from './landmark-overlap.ts';
import { sourcePairs } from './source-pairs.ts';

/**
 * Bits of 128 within which two landmarks are alike: more than half of those that show one place, and one in a million
 * of those that do not (docs/decisions/0021).
 */
export const likeWithin = 6;

/** Two sources of which a volume of one lies in a volume of the other, by places in the list of sources. */
export interface AlignedSources {
  readonly a: number;
  readonly b: number;
  /** most landmarks first */
  readonly alignments: readonly LandmarkAlignment[];
}

/** Landmarks to compare. */
export interface LandmarksToRelate {
  readonly all: LandmarkColumns;
  readonly volumes: readonly LookedInto[];
  readonly sources: number;
  readonly mostRows: number;
}

/** Finds landmarks of different sources that look alike, and how volumes lie in each other by them. */
export async function relateLandmarks(
  { all, volumes, sources, mostRows }: LandmarksToRelate,
  find: Watcher,
  tell: (share: number) => Promise<void>,
): Promise<AlignedSources[]> {
  if (all.volume.length === 0) return [];
  const groupOf = Uint16Array.from(all.volume, (volume) => volumes[volume]?.source ?? 0);
  const near = await nearestAcrossFast(
    all.descriptors,
    landmarkBytes,
    groupOf,
    likeWithin,
    mostRows,
    find,
  );
  const placedOf = placer(all);
  const found: AlignedSources[] = [];
  const pairs = sourcePairs(near, groupOf, sources);
  for (const [done, { a, b, itemsA, itemsB }] of pairs.entries()) {
    await tell(done / pairs.length);
    const alignments = alignLandmarks(all, volumes, { a: itemsA, b: itemsB }, placedOf);
    if (alignments.length > 0) found.push({ a, b, alignments });
  }
  return found;
}

/** Voxels: cells in which landmarks of a volume are looked up. */
const cell = 32;

/** Made when first asked for, of each volume once. */
function placer(all: LandmarkColumns): (volume: number) => PlacedLandmarks {
  const known = new Map<number, PlacedLandmarks>();
  const starts = new Map<number, [from: number, to: number]>();
  for (const [at, volume] of all.volume.entries()) {
    const own = starts.get(volume);
    if (own) own[1] = at + 1;
    else starts.set(volume, [at, at + 1]);
  }
  return (volume) => {
    const found = known.get(volume);
    if (found) return found;
    const [from, to] = starts.get(volume) ?? [0, 0];
    const made = placeLandmarks(all, from, to, cell);
    known.set(volume, made);
    return made;
  };
}
