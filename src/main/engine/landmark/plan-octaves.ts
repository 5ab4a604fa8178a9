import type { Shape } from '../../../shared/volume.ts';
import type { OverviewShape } from './octave.ts';

/** An overview, and how many landmarks of it are kept. */
export interface PlannedOverview extends OverviewShape {
  readonly most: number;
}

/** Pixels of the finest overview at most: seconds of work. */
const mostPixels = 2 ** 24;
/** Of one of its sections at most: about 40 bytes of memory each. */
const mostOfSection = 2 ** 22;
/** Landmarks kept of each overview, the finest first: coarser ones have fewer places. */
const mostOfOverview = [2000, 1200, 600, 200] as const;
/** Sections that lie farther apart than so many pixels of the overview are looked at singly. */
const mostApart = 1.5;

/**
 * The overviews to look for landmarks in: four, each half as wide as the one before. Pixels are a power of two of
 * voxels wide, whatever the voxels' size, so that two volumes of one specimen have overviews of one kind.
 *
 * @param zPerX edge of a voxel along z over that along x; null where not known: sections are then taken singly
 */
export function planOctaves(shape: Shape, zPerX: number | null): readonly PlannedOverview[] {
  let first = 0;
  while (!isSmall(shape, zPerX, first)) first++;
  return mostOfOverview.map((most, i) => overviewOf(shape, zPerX, first + i, most));
}

function isSmall({ z, y, x }: Shape, zPerX: number | null, octave: number): boolean {
  const section = (y * x) / 4 ** octave;
  const sections = z / depthOf(zPerX, octave);
  return section <= mostOfSection && section * sections <= mostPixels;
}

/** Sections in one of the overview, so that they lie about as near as its pixels: a power of two. */
function depthOf(zPerX: number | null, octave: number): number {
  if (zPerX === null) return 1;
  return 2 ** Math.max(0, Math.round(Math.log2(2 ** octave / zPerX)));
}

function overviewOf(
  { z, y, x }: Shape,
  zPerX: number | null,
  octave: number,
  most: number,
): PlannedOverview {
  const edge = 2 ** octave;
  const depth = depthOf(zPerX, octave);
  const isDeep = zPerX !== null && (zPerX * depth) / edge <= mostApart;
  const [height, width] = [Math.floor(y / edge), Math.floor(x / edge)];
  const pixels = height * width * Math.max(1, Math.floor(z / depth));
  return { height, width, octave, depth, isDeep, apart: apartOf(pixels / most, isDeep), most };
}

/**
 * Places nearer to a stronger one than a third of the distance that those which are kept will have need not be
 * described: most of the work is saved.
 */
function apartOf(pixelsEach: number, isDeep: boolean): number {
  const distance = isDeep ? Math.cbrt(pixelsEach) : Math.sqrt(pixelsEach);
  return Math.max(4, Math.min(12, Math.round(distance / 3)));
}
