import type { Box, Plane } from '../../../shared/patch.ts';

/** Where a patch lies in its volume. */
export interface PatchPlace {
  readonly plane: Plane;
  readonly index: number;
  readonly box: Box;
}

/** Sections from..to-1 along the plane's axis. */
export interface SectionWindow {
  readonly from: number;
  readonly to: number;
}

/** From and to along z, y and x of the volume. */
export type VolumeBox = readonly [
  z: readonly [number, number],
  y: readonly [number, number],
  x: readonly [number, number],
];

/** Why no flipbook can be cut around a patch. */
export type FlipbookRefusal =
  | 'picture'
  | 'volume-too-thin'
  | 'begins-before-the-volume'
  | 'ends-at-the-last-section';

/** What a person reads about it. */
export const flipbookRefusals: Readonly<Record<FlipbookRefusal, string>> = {
  picture: 'a picture has no sections beside it',
  'volume-too-thin': 'an edge of the volume is shorter than the flipbook is deep',
  'begins-before-the-volume': 'it would begin before the first section',
  'ends-at-the-last-section': 'it would reach the last section or pass it',
};

/**
 * The sections of a flipbook around a patch (spec 8): half of `depth`, rounded down, before it and as many
 * after it, so that an even depth gives one section more. As in the released code the last section of a
 * volume is never part of one.
 *
 * @param depth sections asked for, at least 1
 * @param shape the volume's edges along z, y, x
 */
export function flipbookWindow(
  { plane, index }: Pick<PatchPlace, 'plane' | 'index'>,
  depth: number,
  shape: { readonly z: number; readonly y: number; readonly x: number },
): SectionWindow | FlipbookRefusal {
  if (plane === '2d') return 'picture';
  if (Math.min(shape.z, shape.y, shape.x) < depth) return 'volume-too-thin';
  const half = Math.floor(depth / 2);
  const [from, to] = [index - half, index + half + 1];
  if (from < 0) return 'begins-before-the-volume';
  if (to >= shape[axisOf[plane]]) return 'ends-at-the-last-section';
  return { from, to };
}

/** Sections that a flipbook has which was asked for with this depth. */
export const flipbookSections = (depth: number): number => 2 * Math.floor(depth / 2) + 1;

/** The paper's name of a flipbook, without extension: that of its patch with the sections in place of the index. */
export function flipbookName(
  volume: string,
  { plane, box }: Pick<PatchPlace, 'plane' | 'box'>,
  { from, to }: SectionWindow,
): string {
  const axis = { xy: 0, xz: 1, yz: 2, '2d': 0 }[plane];
  return `${volume}-LOC-${axis}_${from}-${to}_${box.y0}-${box.y1}_${box.x0}-${box.x1}`;
}

/** What of the volume a flipbook holds. Rows of xz and yz run along z; columns of yz along y (spec 1.6). */
export function flipbookBox(
  { plane, box }: Pick<PatchPlace, 'plane' | 'box'>,
  { from, to }: SectionWindow,
): VolumeBox {
  const [sections, rows, columns] = [
    [from, to],
    [box.y0, box.y1],
    [box.x0, box.x1],
  ] as const;
  if (plane === 'xz') return [rows, sections, columns];
  if (plane === 'yz') return [rows, columns, sections];
  return [sections, rows, columns];
}

const axisOf = { xy: 'z', xz: 'y', yz: 'x' } as const;
