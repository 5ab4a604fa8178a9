import type { Alignment } from '../../../shared/relation.ts';
import { xorshift32 } from '../kernel/xorshift32.ts';
import {
  commonDisplacements,
  type Displacements,
  type FrameDisplacement,
  hasDisplacement,
  type Tolerance,
} from './common-displacement.ts';

/** Where exemplars lie, one entry an exemplar. */
export interface PatchPlaces {
  readonly volume: Uint32Array;
  /** 0 xy, 1 xz, 2 yz, 3 a picture */
  readonly plane: Uint8Array;
  /** along the plane's axis */
  readonly position: Uint32Array;
  /** first row and column */
  readonly y0: Uint32Array;
  readonly x0: Uint32Array;
}

/** Pairs of near-duplicates of two sources: places of the patch of a, and of that of b. */
export interface PairsToAlign {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
}

/** An alignment, and which of the pairs agree with it. */
export interface FoundAlignment extends Alignment {
  readonly agrees: Uint8Array;
}

/** Fewer pairs that agree are not told from chance. */
export const fewestAgreeing = 5;
/** Deals of partners that tell what chance gives. */
const deals = 20;
/** Pairs looked at; more tell no more. */
const mostPairs = 4000;
/**
 * Near-duplicates lie within a sixteenth of a patch's edge of each other (measured on shifted copies of real
 * volumes: at more, hashes differ by more than 12 bits). Narrower ones are tried first, since chance agrees less.
 */
const tolerances = [128, 64, 16] as const;

const picture = 3;

/**
 * The displacement that most pairs agree on, and how many would by chance: the most of 20 seeded deals in which
 * the same patches of b are given to other patches of a.
 *
 * Displacements count in voxels along z, y and x whatever the plane, and for each pair of volumes by itself;
 * pictures of a source count as one volume without a place along z.
 *
 * @param zPerX edge of a voxel along z over that along x
 * @returns null where fewer than five pairs agree
 */
export function findAlignment(
  all: PairsToAlign,
  places: PatchPlaces,
  patchSize: number,
  zPerX: number,
): FoundAlignment | null {
  const pairs = someOf(all);
  const frames = framesOf(pairs, places);
  const own = displacementsOf(pairs, places, frames);
  const dealt = dealsOf(pairs, places, frames);
  let last: FoundAlignment | null = null;
  for (const part of tolerances) {
    const edge = Math.max(1, Math.round(patchSize / part));
    const within = { z: Math.max(1, Math.round(edge / zPerX)), y: edge, x: edge };
    const common = agreeing(own, within);
    if (common.total < fewestAgreeing) continue;
    const byChance = Math.max(...dealt().map((each) => agreeing(each, within).total));
    last = describe({ all, places, frames, common, within, byChance, of: own.frame.length });
    if (isAligned(last)) return last;
  }
  return last;
}

/**
 * Whether more pairs agree than chance explains: at least three more than in any deal, and either more than twice
 * as many, or a third of all that could (small overlaps have so few places that deals agree often).
 */
export function isAligned(found: Alignment | null): boolean {
  if (!found || found.agree < fewestAgreeing) return false;
  const more = found.agree - found.byChance;
  return more >= 3 && (more >= found.byChance + 3 || 3 * more >= found.of - found.byChance);
}

/** Evenly spread ones, when there are very many. */
function someOf({ a, b }: PairsToAlign): PairsToAlign {
  const step = Math.ceil(a.length / mostPairs);
  const some = (all: Uint32Array) => (step > 1 ? all.filter((_, at) => at % step === 0) : all);
  return { a: some(a), b: some(b) };
}

interface Frames {
  number(volumeA: number, volumeB: number): number;
  of(frame: number): readonly [a: number | null, b: number | null];
}

/** Numbers pairs of volumes; pictures of a source are one. */
function framesOf(pairs: PairsToAlign, places: PatchPlaces): Frames {
  const numbers = new Map<string, number>();
  const list: (readonly [number | null, number | null])[] = [];
  const isPicture = new Map<number, boolean>();
  for (const side of [pairs.a, pairs.b]) {
    for (const at of side) isPicture.set(places.volume[at] ?? 0, places.plane[at] === picture);
  }
  const nameOf = (volume: number) => (isPicture.get(volume) ? null : volume);
  return {
    number(volumeA, volumeB) {
      const names = [nameOf(volumeA), nameOf(volumeB)] as const;
      const key = names.join(' ');
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, list.length);
      return list.push(names) - 1;
    },
    of: (frame) => list[frame] ?? [null, null],
  };
}

/** Of the pairs whose patches lie in one plane. */
function displacementsOf(
  { a, b }: PairsToAlign,
  places: PatchPlaces,
  frames: Frames,
): Displacements {
  const [frame, z, y, x]: number[][] = [[], [], [], []];
  for (let i = 0; i < a.length; i++) {
    const [one, other] = [a[i] ?? 0, b[i] ?? 0];
    const moved = displacement(places, one, other);
    if (!moved) continue;
    frame?.push(frames.number(places.volume[one] ?? 0, places.volume[other] ?? 0));
    z?.push(moved.z);
    y?.push(moved.y);
    x?.push(moved.x);
  }
  const words = (values: number[] | undefined) => Int32Array.from(values ?? []);
  return { frame: words(frame), z: words(z), y: words(y), x: words(x) };
}

/** Null where the planes differ. A picture may have been cut along xy, so that it goes with that plane. */
function displacement(places: PatchPlaces, one: number, other: number) {
  const [plane, plane2] = [places.plane[one] ?? 0, places.plane[other] ?? 0];
  const isFlat = plane === picture || plane2 === picture;
  if (plane % picture !== plane2 % picture) return null;
  const along = (places.position[one] ?? 0) - (places.position[other] ?? 0);
  const down = (places.y0[one] ?? 0) - (places.y0[other] ?? 0);
  const across = (places.x0[one] ?? 0) - (places.x0[other] ?? 0);
  if (plane === 1) return { z: down, y: along, x: across };
  if (plane === 2) return { z: down, y: across, x: along };
  return { z: isFlat ? 0 : along, y: down, x: across };
}

/** Made when first asked for: most relations are too weak to need them. */
function dealsOf(pairs: PairsToAlign, places: PatchPlaces, frames: Frames) {
  let made: Displacements[] | null = null;
  return (): readonly Displacements[] => {
    made ??= Array.from({ length: deals }, (_, deal) => {
      const dealt = { a: pairs.a, b: shuffled(pairs.b, deal + 1) };
      return displacementsOf(dealt, places, frames);
    });
    return made;
  };
}

function shuffled(values: Uint32Array, seed: number): Uint32Array {
  const { below } = xorshift32(seed);
  const order = values.slice();
  for (let i = order.length - 1; i >= 1; i--) {
    const j = below(i + 1);
    // `as`: i and j are inside.
    const [here, there] = [order[i] as number, order[j] as number];
    order[i] = there;
    order[j] = here;
  }
  return order;
}

interface Common {
  readonly displacements: readonly FrameDisplacement[];
  readonly total: number;
}

/** Fewer pairs of one frame than this agree on nothing. */
const fewestOfFrame = 2;

function agreeing(pairs: Displacements, within: Tolerance): Common {
  const displacements = commonDisplacements(pairs, within).filter(
    ({ agree }) => agree >= fewestOfFrame,
  );
  return { displacements, total: displacements.reduce((sum, { agree }) => sum + agree, 0) };
}

function describe(found: {
  readonly all: PairsToAlign;
  readonly places: PatchPlaces;
  readonly frames: Frames;
  readonly common: Common;
  readonly within: Tolerance;
  readonly byChance: number;
  readonly of: number;
}): FoundAlignment {
  const { all, places, frames, common, within, byChance, of } = found;
  const [first] = common.displacements;
  const [volumeA, volumeB] = frames.of(first?.frame ?? -1);
  const isFlat = volumeA === null || volumeB === null;
  const agrees = Uint8Array.from(all.a, (one, i) => {
    const pair = { a: Uint32Array.of(one), b: Uint32Array.of(all.b[i] ?? 0) };
    const moved = displacementsOf(pair, places, frames);
    const own = common.displacements.find(({ frame }) => frame === moved.frame[0]);
    return own && hasDisplacement(moved, 0, own, within) ? 1 : 0;
  });
  return {
    z: isFlat ? null : (first?.z ?? 0),
    y: first?.y ?? 0,
    x: first?.x ?? 0,
    agree: common.total,
    of,
    byChance,
    within: within.y,
    volumeA,
    volumeB,
    agrees,
  };
}
