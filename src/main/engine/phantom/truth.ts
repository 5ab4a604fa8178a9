import type { Box, Plane } from '../../../shared/patch.ts';
import type { Shape } from '../../../shared/volume.ts';

/** What a person would say of a patch, and why when it is nothing to learn from. */
export interface PatchTruth {
  readonly informative: boolean;
  /** one of the reasons offered for labels; null for informative patches */
  readonly reason: 'empty' | 'homogeneous' | 'blur' | 'artifact' | 'low contrast' | null;
}

/** What each pixel of a painted plane shows. */
export const shown = { nothing: 0, structure: 1, blurred: 2, charged: 3, faded: 4 } as const;

/** Edge of the squares in which the truth is kept: a patch of any plane is known to within one of them. */
const blockEdge = 8;
const kinds = Object.keys(shown).length;

/** How many pixels of each block of each section show what. */
export interface TruthBlocks {
  readonly shape: Shape;
  readonly rows: number;
  readonly columns: number;
  /** section, row, column, kind */
  readonly counts: Uint8Array;
}

export function newTruth(shape: Shape): TruthBlocks {
  const [rows, columns] = [Math.ceil(shape.y / blockEdge), Math.ceil(shape.x / blockEdge)];
  return { shape, rows, columns, counts: new Uint8Array(shape.z * rows * columns * kinds) };
}

/** Counts one painted section. @param seen a value of `shown` for every pixel, row by row */
export function countSection(truth: TruthBlocks, section: number, seen: Uint8Array): void {
  const { shape, rows, columns, counts } = truth;
  for (let y = 0; y < shape.y; y++) {
    const row = (section * rows + Math.floor(y / blockEdge)) * columns;
    for (let x = 0; x < shape.x; x++) {
      const at = (row + Math.floor(x / blockEdge)) * kinds + (seen[y * shape.x + x] ?? 0);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
}

/** A patch needs this share of membranes and organelles in sight to be worth learning from. */
const enoughStructure = 0.12;

/**
 * The truth of any patch that can be cut from a generated volume, from the fields it was painted with.
 *
 * @param index cross-section along the plane's axis; for `2d` the number of the picture
 * @param box rows and columns of the cross-section
 */
export function phantomTruth(
  truth: TruthBlocks,
  plane: Plane,
  index: number,
  box: Box,
): PatchTruth {
  const { rows, columns, counts } = truth;
  const { z, y, x } = blockRanges(plane, index, box);
  const sums = [0, 0, 0, 0, 0];
  for (let iz = z[0]; iz < z[1]; iz++) {
    for (let iy = y[0]; iy < y[1]; iy++) {
      for (let ix = x[0]; ix < x[1]; ix++) {
        const at = ((iz * rows + iy) * columns + ix) * kinds;
        for (let kind = 0; kind < kinds; kind++) {
          sums[kind] = (sums[kind] ?? 0) + (counts[at + kind] ?? 0);
        }
      }
    }
  }
  return judge(sums);
}

function judge([
  nothing = 0,
  structure = 0,
  blurred = 0,
  charged = 0,
  faded = 0,
]: number[]): PatchTruth {
  const total = nothing + structure + blurred + charged + faded;
  if (structure >= enoughStructure * total) return { informative: true, reason: null };
  const hidden = Math.max(blurred, charged, faded);
  const because = (reason: PatchTruth['reason']): PatchTruth => ({ informative: false, reason });
  if (hidden >= (enoughStructure * total) / 2) {
    if (hidden === blurred) return because('blur');
    return because(hidden === charged ? 'artifact' : 'low contrast');
  }
  return because(structure + hidden < 0.02 * total ? 'empty' : 'homogeneous');
}

type Range = readonly [from: number, to: number];

function blockRanges(plane: Plane, index: number, box: Box): { z: Range; y: Range; x: Range } {
  const blocks = (from: number, to: number): Range => [
    Math.floor(from / blockEdge),
    Math.ceil(to / blockEdge),
  ];
  const here = blocks(index, index + 1);
  if (plane === 'xz') return { z: [box.y0, box.y1], y: here, x: blocks(box.x0, box.x1) };
  if (plane === 'yz') return { z: [box.y0, box.y1], y: blocks(box.x0, box.x1), x: here };
  return { z: [index, index + 1], y: blocks(box.y0, box.y1), x: blocks(box.x0, box.x1) };
}
