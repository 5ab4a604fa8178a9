import { xorshift32 } from '../kernel/xorshift32.ts';
import { commonDisplacements, type FrameDisplacement } from './common-displacement.ts';
import {
  type Frame,
  frameOf,
  type LandmarkColumns,
  type LookedInto,
  nameOfFrame,
  placed,
} from './landmark-frames.ts';
import {
  boxSeen,
  type Displacement,
  overlapAt,
  type PlacedLandmarks,
  withinAlongZ,
} from './landmark-overlap.ts';

/** Where one volume lies in another, by landmarks that look alike. */
export interface LandmarkAlignment {
  readonly frame: Frame;
  readonly displacement: Displacement;
  /** landmarks of the shared part that have a like one in the other volume at the same place */
  readonly agree: number;
  readonly of: number;
  readonly spread: number;
  /** most that had one when the volumes were laid on each other elsewhere */
  readonly byChance: number;
  /** voxels of the shared part, in those of either volume */
  readonly voxels: number;
  readonly voxelsB: number;
}

/** Pairs of like landmarks of two sources. */
export interface LikePairs {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

/** Displacements of two landmarks that agree lie within so many pixels of the overview. */
const pixelsApart = 2;
/** Fewer pairs that vote for a displacement are not looked at. */
const fewestVotes = 3;
/** Displacements that are looked at, those with most votes first. */
const mostTried = 8;
/** Other displacements that tell what chance gives. */
const decoys = 20;

/**
 * How volumes of two sources lie in each other: the displacements that most like landmarks vote for are checked on
 * all landmarks of the part that would be shared.
 *
 * @param placedOf landmarks of a volume by place
 * @returns the strongest, each two volumes once; most landmarks first
 */
export function alignLandmarks(
  all: LandmarkColumns,
  volumes: readonly LookedInto[],
  pairs: LikePairs,
  placedOf: (volume: number) => PlacedLandmarks,
): readonly LandmarkAlignment[] {
  const { frames, common } = vote(all, volumes, pairs);
  const best = new Map<string, LandmarkAlignment>();
  for (const each of common) {
    const frame = frames[each.frame];
    if (!frame) continue;
    const checked = check(all, volumes, frame, each, placedOf(frame.a), placedOf(frame.b));
    const key = `${frame.a} ${frame.b}`;
    const known = best.get(key);
    if (!known || checked.agree > known.agree) best.set(key, checked);
  }
  return [...best.values()].sort((one, other) => other.agree - one.agree);
}

/** Landmarks that agree, at least; more than so many times what chance gives; in so much of the shared region. */
const [fewestAgreeing, timesChance, leastSpread] = [8, 3, 0.3] as const;

/**
 * Whether the landmarks that agree are beyond chance: at least eight, three times as many as anywhere else and three
 * more, and from three tenths of the shared region: what both deposits have in one place, a data bar or a mark, does not
 * make an overlap.
 */
export function isOverlap({ agree, byChance, spread }: LandmarkAlignment): boolean {
  return agree >= fewestAgreeing && agree >= timesChance * byChance + 3 && spread >= leastSpread;
}

function vote(all: LandmarkColumns, volumes: readonly LookedInto[], { a, b }: LikePairs) {
  const frames: Frame[] = [];
  const numbers = new Map<string, number>();
  const columns: Record<'frame' | 'z' | 'y' | 'x', number[]> = { frame: [], z: [], y: [], x: [] };
  let widest = 0;
  for (let i = 0; i < a.length; i++) {
    const [one, other] = [a[i] ?? 0, b[i] ?? 0];
    widest = Math.max(widest, all.octave[one] ?? 0);
    for (const isReversed of [false, true]) {
      const frame = frameOf(all, volumes, one, other, isReversed);
      // A single section runs neither way.
      if (isReversed && (volumes[frame.a]?.z === 1 || volumes[frame.b]?.z === 1)) continue;
      const name = nameOfFrame(frame);
      const number = numbers.get(name) ?? frames.push(frame) - 1;
      numbers.set(name, number);
      const [z, y, x] = placed(frame, all.z[other] ?? 0, all.y[other] ?? 0, all.x[other] ?? 0);
      columns.frame.push(number);
      columns.z.push(Math.round((all.z[one] ?? 0) - z));
      columns.y.push(Math.round((all.y[one] ?? 0) - y));
      columns.x.push(Math.round((all.x[one] ?? 0) - x));
    }
  }
  const words = (values: readonly number[]) => Int32Array.from(values);
  const { frame, z, y, x } = columns;
  const votes = { frame: words(frame), z: words(z), y: words(y), x: words(x) };
  const common = commonDisplacements(votes, toleranceOf(all, volumes, a))
    .filter(({ agree }) => agree >= fewestVotes)
    .slice(0, mostTried);
  return { frames, common };
}

/** As wide as the finest landmarks that vote allow; of a voxel at least. */
function toleranceOf(all: LandmarkColumns, volumes: readonly LookedInto[], a: Uint32Array) {
  const finest = a.reduce((least, at) => Math.min(least, all.octave[at] ?? 0), 255);
  const edge = Math.max(2, pixelsApart * 2 ** finest);
  const zPerX = volumes[all.volume[a[0] ?? 0] ?? 0]?.zPerX ?? null;
  return { z: Math.floor(withinAlongZ(edge, zPerX)), y: edge, x: edge };
}

function check(
  all: LandmarkColumns,
  volumes: readonly LookedInto[],
  frame: Frame,
  voted: FrameDisplacement,
  a: PlacedLandmarks,
  b: PlacedLandmarks,
): LandmarkAlignment {
  const near = overlapAt(all, volumes, frame, voted, a, b);
  const isThick = withinAlongZ(1, volumes[frame.a]?.zPerX ?? null) <= 0.5;
  const displacement = {
    z: voted.z + (isThick ? 0 : near.shift.z),
    y: voted.y + near.shift.y,
    x: voted.x + near.shift.x,
  };
  const { of, agree, spread } = overlapAt(all, volumes, frame, displacement, a, b);
  // Most displacements are by chance and need no comparison.
  const others = agree < fewestAgreeing ? [] : decoysOf(displacement);
  const elsewhere = others.map((decoy) => overlapAt(all, volumes, frame, decoy, a, b).agree);
  const shared = sharedPart(volumes, frame, displacement);
  return { frame, displacement, agree, of, spread, byChance: Math.max(0, ...elsewhere), ...shared };
}

/** Displacements around one, far enough that nothing agrees if not by chance. */
function decoysOf({ z, y, x }: Displacement): readonly Displacement[] {
  const random = xorshift32(7);
  return Array.from({ length: decoys }, () => {
    const angle = (random.next() / 2 ** 32) * 2 * Math.PI;
    const away = 24 + random.below(40);
    return { z, y: y + Math.sin(angle) * away, x: x + Math.cos(angle) * away };
  });
}

function sharedPart(volumes: readonly LookedInto[], frame: Frame, displacement: Displacement) {
  const [a, b] = [volumes[frame.a], volumes[frame.b]];
  if (!a || !b) return { voxels: 0, voxelsB: 0 };
  const seen = boxSeen(frame, b, displacement);
  const length = (low: number, high: number, edge: number) =>
    Math.max(0, Math.min(high, edge - 0.5) - Math.max(low, -0.5));
  const voxels =
    length(seen.z0, seen.z1, a.z) * length(seen.y0, seen.y1, a.y) * length(seen.x0, seen.x1, a.x);
  return { voxels, voxelsB: voxels / (frame.scaleZ * frame.scale ** 2) };
}
