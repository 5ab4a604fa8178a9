import type { LandmarkAlignment, RelationRecord } from '../../../shared/relation.ts';
import { type LandmarkAlignment as Aligned, isOverlap } from './align-landmarks.ts';
import { type Frame, type LookedInto, placed } from './landmark-frames.ts';
import type { AlignedSources } from './like-landmarks.ts';
import type { RelatedSources } from './relate-sources.ts';

/**
 * Adds what landmarks say to relations by near-duplicates. Sources that overlap by their landmarks are likely the
 * same specimen, also where no patches are near each other.
 *
 * @param exemplars of each source
 * @param limit Hamming limit of the cut
 */
export function withLandmarks(
  related: readonly RelatedSources[],
  aligned: readonly AlignedSources[],
  volumes: readonly LookedInto[],
  exemplars: ArrayLike<number>,
  limit: number,
): RelatedSources[] {
  const records = new Map(related.map((each) => [`${each.a} ${each.b}`, each]));
  for (const { a, b, alignments } of aligned) {
    const landmarks = summaryOf(alignments.filter(isOverlap), volumes, a, b);
    if (!landmarks) continue;
    const key = `${a} ${b}`;
    const record = records.get(key)?.record ?? unlike(exemplars[a] ?? 0, exemplars[b] ?? 0, limit);
    records.set(key, { a, b, record: { ...record, kind: 'same', landmarks } });
  }
  return [...records.values()].sort((one, other) => one.a - other.a || one.b - other.b);
}

/** Sources without a near-duplicate. */
function unlike(exemplarsA: number, exemplarsB: number, limit: number): RelationRecord {
  return {
    kind: 'chance',
    a: { exemplars: exemplarsA, near: 0, telling: 0 },
    b: { exemplars: exemplarsB, near: 0, telling: 0 },
    distances: new Array<number>(limit + 1).fill(0),
    expected: 0,
    strength: 0,
    alignment: null,
    landmarks: null,
    examples: [],
  };
}

/** Of all volumes that overlap; the displacement is of those with most landmarks. */
function summaryOf(
  overlaps: readonly Aligned[],
  volumes: readonly LookedInto[],
  a: number,
  b: number,
): LandmarkAlignment | null {
  const [first] = overlaps;
  if (!first) return null;
  const { frame, displacement, agree, of, byChance } = first;
  const [volumeA, volumeB] = [volumes[frame.a], volumes[frame.b]];
  if (!volumeA || !volumeB) return null;
  const shared = overlaps.reduce((sum, { voxels }) => sum + voxels, 0);
  const sharedB = overlaps.reduce((sum, each) => sum + each.voxelsB, 0);
  const share = (part: number, source: number) =>
    Number(Math.min(1, part / sizeOf(volumes, source)).toFixed(4));
  const [z, y, x] = firstVoxel(frame);
  const isFlat = volumeA.isPicture && volumeB.isPicture;
  return {
    z: isFlat ? null : rounded(z + displacement.z),
    y: rounded(y + displacement.y),
    x: rounded(x + displacement.x),
    agree,
    of,
    byChance,
    shareA: share(shared, a),
    shareB: share(sharedB, b),
    volumes: overlaps.length,
    volumeA: volumeA.id,
    volumeB: volumeB.id,
    scale: frame.scale,
    quarters: frame.turn % 4,
    mirrored: frame.turn >= 4,
    reversed: frame.isReversed,
    inverted: frame.isInverted,
  };
}

/** Where the first voxel of b lies but for the displacement; of larger voxels their corner nearest to the first. */
const firstVoxel = (frame: Frame) => {
  const [z, xy] = [0.5 / frame.scaleZ - 0.5, 0.5 / frame.scale - 0.5];
  return placed(frame, z, xy, xy);
};

/** Voxels of all volumes of a source that were looked into. */
const sizeOf = (volumes: readonly LookedInto[], source: number): number =>
  volumes.reduce((sum, each) => sum + (each.source === source ? each.z * each.y * each.x : 0), 0);

const rounded = (value: number): number => Math.round(value) || 0;
