/** Where the two patches of each pair lie: one entry a pair. */
export interface Displacements {
  /** volumes of the pair: pairs of different volumes never agree */
  readonly frame: Int32Array;
  /** place in a less place in b, in voxels */
  readonly z: Int32Array;
  readonly y: Int32Array;
  readonly x: Int32Array;
}

/** How far from each other the displacements of pairs that agree may lie, either way, in voxels. */
export interface Tolerance {
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** The displacement that most pairs of one frame have. */
export interface FrameDisplacement {
  readonly frame: number;
  readonly z: number;
  readonly y: number;
  readonly x: number;
  /** pairs within the tolerance of it */
  readonly agree: number;
}

/** A displacement and how many pairs have exactly this one. */
interface Spot {
  readonly frame: number;
  readonly z: number;
  readonly y: number;
  readonly x: number;
  readonly count: number;
}

/**
 * For each pair of volumes the displacement of a pair of patches that most others lie around. Overlapping
 * volumes agree on one; chance scatters.
 *
 * Of displacements that as many agree with, the one that more pairs have exactly, then the smallest: the answer
 * does not depend on the order of the pairs. Exact: every displacement that occurs is tried; those near it are
 * found by a grid as wide as the tolerance.
 */
export function commonDisplacements(
  pairs: Displacements,
  within: Tolerance,
): readonly FrameDisplacement[] {
  const spots = spotsOf(pairs);
  const near = spots.length > fewSpots ? nearInGrid(spots, within) : () => spots;
  const best = new Map<number, Judged>();
  for (const spot of spots) {
    let agree = 0;
    for (const other of near(spot)) if (isNear(spot, other, within)) agree += other.count;
    const known = best.get(spot.frame);
    if (!known || isBetter({ ...spot, agree }, known)) best.set(spot.frame, { ...spot, agree });
  }
  return [...best.values()]
    .sort((one, other) => other.agree - one.agree || one.frame - other.frame)
    .map(({ frame, z, y, x, agree }) => ({ frame, z, y, x, agree }));
}

/** Whether a pair has a displacement, within the tolerance. */
export function hasDisplacement(
  pairs: Displacements,
  at: number,
  common: Omit<FrameDisplacement, 'agree'>,
  within: Tolerance,
): boolean {
  return (
    pairs.frame[at] === common.frame &&
    Math.abs((pairs.z[at] ?? 0) - common.z) <= within.z &&
    Math.abs((pairs.y[at] ?? 0) - common.y) <= within.y &&
    Math.abs((pairs.x[at] ?? 0) - common.x) <= within.x
  );
}

function spotsOf({ frame, z, y, x }: Displacements): readonly Spot[] {
  const spots = new Map<string, { -readonly [K in keyof Spot]: Spot[K] }>();
  for (let at = 0; at < frame.length; at++) {
    const spot = { frame: frame[at] ?? 0, z: z[at] ?? 0, y: y[at] ?? 0, x: x[at] ?? 0 };
    const key = `${spot.frame} ${spot.z} ${spot.y} ${spot.x}`;
    const known = spots.get(key);
    if (known) known.count++;
    else spots.set(key, { ...spot, count: 1 });
  }
  return [...spots.values()];
}

/** So few are compared with all others faster than they are sorted into a grid. */
const fewSpots = 200;

/** All spots that may be within the tolerance of one, from cells as wide as it. */
function nearInGrid(
  spots: readonly Spot[],
  within: Tolerance,
): (spot: Spot) => Generator<Spot, void> {
  const cell = (value: number, size: number) => Math.floor(value / (size + 1));
  const keyOf = ({ frame, z, y, x }: Omit<Spot, 'count'>) =>
    `${frame} ${cell(z, within.z)} ${cell(y, within.y)} ${cell(x, within.x)}`;
  const cells = Map.groupBy(spots, keyOf);
  return function* around({ frame, z, y, x }) {
    for (const dz of steps) {
      for (const dy of steps) {
        for (const dx of steps) {
          const key = keyOf({
            frame,
            z: z + dz * (within.z + 1),
            y: y + dy * (within.y + 1),
            x: x + dx * (within.x + 1),
          });
          yield* cells.get(key) ?? [];
        }
      }
    }
  };
}

const steps = [-1, 0, 1] as const;

const isNear = (one: Spot, other: Spot, within: Tolerance): boolean =>
  one.frame === other.frame &&
  Math.abs(other.z - one.z) <= within.z &&
  Math.abs(other.y - one.y) <= within.y &&
  Math.abs(other.x - one.x) <= within.x;

type Judged = Spot & { readonly agree: number };

function isBetter(one: Judged, known: Judged): boolean {
  const order =
    one.agree - known.agree ||
    one.count - known.count ||
    lengthOf(known) - lengthOf(one) ||
    known.z - one.z ||
    known.y - one.y ||
    known.x - one.x;
  return order > 0;
}

const lengthOf = ({ z, y, x }: Spot): number => Math.abs(z) + Math.abs(y) + Math.abs(x);
