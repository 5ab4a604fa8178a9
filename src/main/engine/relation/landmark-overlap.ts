import {
  type Frame,
  type LandmarkColumns,
  type LookedInto,
  landmarkBytes,
  placed,
} from './landmark-frames.ts';

/** How far from the edge of an overview a landmark lies at least, in its pixels (`landmark/descriptor.ts`). */
const margin = 14;
/** Bits of 128 that two views of one landmark may differ in where the place says that they are one. */
const mostBits = 20;
/** How far two views of one landmark may lie apart, in pixels of the overview. */
const apart = 1.5;

/** Landmarks of one volume, to be found by place. */
export interface PlacedLandmarks {
  /** places in the columns */
  readonly from: number;
  readonly to: number;
  near(y: number, x: number, radius: number, visit: (at: number) => void): void;
}

export interface Displacement {
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** What two volumes share if one lies in the other so. */
export interface Overlap {
  /** landmarks of either in the part that both have, fewer of both */
  readonly of: number;
  /** of these, with a like one of the other at the same place */
  readonly agree: number;
  /** share of the parts of the shared region, sixteen at most, with landmarks of which some agree */
  readonly spread: number;
  /** mean of how far they lie from where they should */
  readonly shift: Displacement;
}

/** Finds landmarks by place: cells of the plane, in which all sections lie. */
export function placeLandmarks(
  all: LandmarkColumns,
  from: number,
  to: number,
  cell: number,
): PlacedLandmarks {
  const cells = new Map<number, number[]>();
  const key = (y: number, x: number) => y * 0x100000 + x;
  for (let at = from; at < to; at++) {
    const own = key(Math.floor((all.y[at] ?? 0) / cell), Math.floor((all.x[at] ?? 0) / cell));
    const list = cells.get(own);
    if (list) list.push(at);
    else cells.set(own, [at]);
  }
  return {
    from,
    to,
    near(y, x, radius, visit) {
      const [bottom, right] = [Math.floor((y + radius) / cell), Math.floor((x + radius) / cell)];
      for (let row = Math.floor((y - radius) / cell); row <= bottom; row++) {
        for (let column = Math.floor((x - radius) / cell); column <= right; column++) {
          for (const at of cells.get(key(row, column)) ?? []) visit(at);
        }
      }
    },
  };
}

/** Counts landmarks of b that have a like one in a where a displacement puts them. */
export function overlapAt(
  all: LandmarkColumns,
  volumes: readonly LookedInto[],
  frame: Frame,
  displacement: Displacement,
  a: PlacedLandmarks,
  b: PlacedLandmarks,
): Overlap {
  const [ofA, ofB] = [volumes[frame.a], volumes[frame.b]];
  if (!ofA || !ofB) return { of: 0, agree: 0, spread: 0, shift: { z: 0, y: 0, x: 0 } };
  let [inA, inB, agree] = [0, 0, 0];
  const shift = { z: 0, y: 0, x: 0 };
  const seenIn = boxSeen(frame, ofB, displacement);
  for (let at = a.from; at < a.to; at++) {
    const edge = 2 ** (all.octave[at] ?? 0);
    if (isInBox(seenIn, all.z[at] ?? 0, all.y[at] ?? 0, all.x[at] ?? 0, margin * edge)) inA++;
  }
  const region = regionOf(seenIn, ofA);
  const whole = { z0: -0.5, z1: ofA.z - 0.5, y0: -0.5, y1: ofA.y - 0.5, x0: -0.5, x1: ofA.x - 0.5 };
  for (let at = b.from; at < b.to; at++) {
    const [z0, y0, x0] = placed(frame, all.z[at] ?? 0, all.y[at] ?? 0, all.x[at] ?? 0);
    const [z, y, x] = [z0 + displacement.z, y0 + displacement.y, x0 + displacement.x];
    const octave = (all.octave[at] ?? 0) + Math.log2(frame.scale);
    const edge = 2 ** octave;
    if (!isInBox(whole, z, y, x, margin * edge)) continue;
    inB++;
    const partner = partnerOf(all, frame, ofA, at, octave, { z, y, x }, a);
    region.note(y, x, partner >= 0);
    if (partner < 0) continue;
    agree++;
    shift.z += (all.z[partner] ?? 0) - z;
    shift.y += (all.y[partner] ?? 0) - y;
    shift.x += (all.x[partner] ?? 0) - x;
  }
  const n = Math.max(1, agree);
  return {
    of: Math.min(inA, inB),
    agree: Math.min(agree, inA, inB),
    spread: region.spread(),
    shift: { z: shift.z / n, y: shift.y / n, x: shift.x / n },
  };
}

/** Parts of the shared region along either edge of a section. */
const partsAlong = 4;

/** Counts in which parts of the region that both have landmarks lie, and in which some agree. */
function regionOf(seen: Box3, ofA: LookedInto) {
  const [top, left] = [Math.max(-0.5, seen.y0), Math.max(-0.5, seen.x0)];
  const height = Math.min(ofA.y - 0.5, seen.y1) - top;
  const width = Math.min(ofA.x - 0.5, seen.x1) - left;
  const [held, agreeing] = [new Set<number>(), new Set<number>()];
  return {
    note(y: number, x: number, agrees: boolean) {
      const row = Math.floor(((y - top) / height) * partsAlong);
      const part = row * partsAlong + Math.floor(((x - left) / width) * partsAlong);
      held.add(part);
      if (agrees) agreeing.add(part);
    },
    spread: () => (held.size === 0 ? 0 : agreeing.size / held.size),
  };
}

interface Box3 {
  readonly z0: number;
  readonly z1: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
}

/** The second volume of a frame as a box in the first. */
export function boxSeen(frame: Frame, ofB: LookedInto, { z, y, x }: Displacement): Box3 {
  const one = placed(frame, -0.5, -0.5, -0.5);
  const other = placed(frame, ofB.z - 0.5, ofB.y - 0.5, ofB.x - 0.5);
  const low = (i: 0 | 1 | 2) => Math.min(one[i], other[i]);
  const high = (i: 0 | 1 | 2) => Math.max(one[i], other[i]);
  return {
    z0: low(0) + z,
    z1: high(0) + z,
    y0: low(1) + y,
    y1: high(1) + y,
    x0: low(2) + x,
    x1: high(2) + x,
  };
}

const isInBox = (box: Box3, z: number, y: number, x: number, border: number): boolean =>
  z >= box.z0 &&
  z <= box.z1 &&
  y >= box.y0 + border &&
  y <= box.y1 - border &&
  x >= box.x0 + border &&
  x <= box.x1 - border;

/** The nearest like landmark of a at a place, or -1. */
function partnerOf(
  all: LandmarkColumns,
  frame: Frame,
  ofA: LookedInto,
  at: number,
  octave: number,
  { z, y, x }: Displacement,
  a: PlacedLandmarks,
): number {
  const edge = 2 ** octave;
  const radius = apart * edge;
  const within = withinAlongZ(radius, ofA.zPerX);
  let [best, nearest] = [-1, mostBits + 1];
  a.near(y, x, radius, (other) => {
    if (all.octave[other] !== octave) return;
    if (Math.abs((all.z[other] ?? 0) - z) > within) return;
    const [dy, dx] = [(all.y[other] ?? 0) - y, (all.x[other] ?? 0) - x];
    if (dy * dy + dx * dx > radius * radius) return;
    if ((all.bright[other] !== all.bright[at]) !== frame.isInverted) return;
    const bits = differing(all.descriptors, other, at);
    if (bits < nearest) [best, nearest] = [other, bits];
  });
  return best;
}

/** Sections apart that views of one landmark may be: none where sections are thick. */
export const withinAlongZ = (radius: number, zPerX: number | null): number =>
  zPerX === null ? 0.5 : Math.max(0.5, radius / zPerX);

function differing(descriptors: Uint8Array, one: number, other: number): number {
  let bits = 0;
  for (let i = 0; i < landmarkBytes; i++) {
    let rest =
      (descriptors[one * landmarkBytes + i] ?? 0) ^ (descriptors[other * landmarkBytes + i] ?? 0);
    for (; rest > 0; rest &= rest - 1) bits++;
  }
  return bits;
}
