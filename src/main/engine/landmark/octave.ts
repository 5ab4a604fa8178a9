import { gaussianWeights } from '../kernel/gaussian-blur.ts';
import { blurFast } from '../kernel/gaussian-blur-wasm.ts';
import { type CandidateList, type Columns, candidateList } from './candidate-list.ts';
import { describePlace, descriptorReach } from './descriptor.ts';
import { descriptorBytes } from './landmarks.ts';

/** Sections of an overview: each pixel the mean of voxels. */
export interface OverviewShape {
  readonly height: number;
  readonly width: number;
  /** voxels of the volume that a pixel is wide and high: 2 ** octave */
  readonly octave: number;
  /** sections of the volume in one of the overview */
  readonly depth: number;
  /** sections lie about as near as pixels: a place must stand out against the sections beside it too */
  readonly isDeep: boolean;
  /** within so many pixels of a place in its section none may stand out more */
  readonly apart: number;
}

/** The two Gaussians whose difference is looked at, in pixels: one is of the other's 1.6-fold width (Marr and Hildreth 1980). */
const [narrow, wide] = [1.6, 2.56] as const;
const narrowWeights = gaussianWeights(narrow);
// Variances add, so that the wide one is made from the narrow one.
const furtherWeights = gaussianWeights(Math.sqrt(wide ** 2 - narrow ** 2));
/** Largest ratio of curvatures: beyond it a place lies on an edge and is not fixed along it (Lowe 2004). */
const mostEdge = 10;

interface Section {
  readonly z: number;
  readonly smooth: Float32Array;
  readonly difference: Float32Array;
}

/** Looks for candidates section by section; holds four sections, whatever the depth. */
export function octaveSearch(shape: OverviewShape) {
  const { height, width } = shape;
  const found = candidateList();
  let before: Section | null = null;
  let here: Section | null = null;
  const spare: Section[] = [];
  const isEmpty = height === 0 || width === 0;

  function look(after: Section | null): void {
    if (here) lookInSection(shape, here, [before, after], found);
    if (before) spare.push(before);
    before = here;
    here = after;
  }

  return {
    /** The next section, of height x width; its values are not kept. */
    push(pixels: Float32Array, z: number): void {
      if (isEmpty) return;
      const room = spare.pop();
      const next: Section = {
        z,
        smooth: room?.smooth ?? new Float32Array(height * width),
        difference: room?.difference ?? new Float32Array(height * width),
      };
      blurFast(pixels, height, width, narrowWeights, next.smooth);
      blurFast(next.smooth, height, width, furtherWeights, next.difference);
      const { difference, smooth } = next;
      for (let i = 0; i < difference.length; i++) {
        difference[i] = (smooth[i] ?? 0) - (difference[i] ?? 0);
      }
      look(next);
    },
    finish(): Columns {
      look(null);
      return found.columns();
    },
  };
}

function lookInSection(
  { height, width, octave, depth, isDeep, apart }: OverviewShape,
  { z, smooth, difference }: Section,
  beside: readonly (Section | null)[],
  found: CandidateList,
): void {
  const others = isDeep ? beside.flatMap((each) => (each ? [each.difference] : [])) : [];
  // A deep volume has no place at its first and last section: what lies beyond is not known.
  if (isDeep && others.length < 2) return;
  const edge = 2 ** octave;
  const descriptor = new Uint8Array(descriptorBytes);
  const reach = descriptorReach + 1;
  for (let y = reach; y < height - reach; y++) {
    for (let x = reach; x < width - reach; x++) {
      const at = y * width + x;
      const value = difference[at] ?? 0;
      if (!standsOut(difference, width, at, value, others) || isEdge(difference, width, at))
        continue;
      if (!isStrongest(difference, height, width, y, x, apart)) continue;
      const [dy, dx] = [peak(difference, at, width), peak(difference, at, 1)];
      const isBright = value > 0;
      const turn = describePlace(smooth, width, y + dy, x + dx, isBright, descriptor);
      if (turn < 0) continue;
      const place = {
        z: (z + 0.5) * depth - 0.5,
        y: (y + dy + 0.5) * edge - 0.5,
        x: (x + dx + 0.5) * edge - 0.5,
      };
      found.add({ strength: Math.abs(value), ...place, turn, isBright }, descriptor);
    }
  }
}

/** Whether a value is beyond all around it, away from zero. */
function standsOut(
  values: Float32Array,
  width: number,
  at: number,
  value: number,
  others: readonly Float32Array[],
): boolean {
  const sign = value > 0 ? 1 : -1;
  const own = value * sign;
  if (own === 0) return false;
  for (let row = at - width; row <= at + width; row += width) {
    for (let near = row - 1; near <= row + 1; near++) {
      if (near !== at && (values[near] ?? 0) * sign >= own) return false;
    }
  }
  for (const other of others) {
    for (let row = at - width; row <= at + width; row += width) {
      for (let near = row - 1; near <= row + 1; near++) {
        if ((other[near] ?? 0) * sign >= own) return false;
      }
    }
  }
  return true;
}

/** Whether nothing within some pixels is as far from zero. */
function isStrongest(
  values: Float32Array,
  height: number,
  width: number,
  y: number,
  x: number,
  apart: number,
): boolean {
  const at = y * width + x;
  const own = Math.abs(values[at] ?? 0);
  const [top, bottom] = [Math.max(0, y - apart), Math.min(height - 1, y + apart)];
  for (let row = top; row <= bottom; row++) {
    const half = Math.floor(Math.sqrt(apart * apart - (row - y) ** 2));
    const [from, to] = [Math.max(0, x - half), Math.min(width - 1, x + half)];
    for (let near = row * width + from; near <= row * width + to; near++) {
      if (near !== at && Math.abs(values[near] ?? 0) >= own) return false;
    }
  }
  return true;
}

/** By the curvatures along y and x and across. */
function isEdge(values: Float32Array, width: number, at: number): boolean {
  const v = (step: number) => values[at + step] ?? 0;
  const yy = v(-width) + v(width) - 2 * v(0);
  const xx = v(-1) + v(1) - 2 * v(0);
  const yx = (v(width + 1) + v(-width - 1) - v(width - 1) - v(1 - width)) / 4;
  const area = yy * xx - yx * yx;
  return area <= 0 || (yy + xx) ** 2 * mostEdge >= (mostEdge + 1) ** 2 * area;
}

/** How far from a pixel the parabola through it and its two neighbours has its top. */
function peak(values: Float32Array, at: number, step: number): number {
  const [before, here, after] = [values[at - step] ?? 0, values[at] ?? 0, values[at + step] ?? 0];
  const bend = before + after - 2 * here;
  return bend === 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
}
