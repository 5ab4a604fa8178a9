import { z } from 'zod';
import { type Display, displayQuery } from './display.ts';
import { type Box, box, plane } from './patch.ts';
import type { Shape } from './volume.ts';

/** How much of a cross-section a context picture shows. */
export const contextZoom = z.enum(['close', 'middle', 'whole']);
export type ContextZoom = z.infer<typeof contextZoom>;

/** Patch edges of surroundings on each side; a whole section is cut nowhere. */
const reach: { readonly [K in ContextZoom]: number } = {
  close: 0.25,
  middle: 1.5,
  whole: Number.POSITIVE_INFINITY,
};

/** Part of a cross-section around a box, cut off at the section's borders. */
export function contextWindow(
  { y0, y1, x0, x1 }: Box,
  height: number,
  width: number,
  zoom: ContextZoom = 'middle',
): Box {
  const reachY = Math.round((y1 - y0) * reach[zoom]);
  const reachX = Math.round((x1 - x0) * reach[zoom]);
  return {
    y0: Math.max(0, y0 - reachY),
    y1: Math.min(height, y1 + reachY),
    x0: Math.max(0, x0 - reachX),
    x1: Math.min(width, x1 + reachX),
  };
}

type Plane3 = 'xy' | 'xz' | 'yz';

/** A section through the middle of a patch along another plane: the patch is a line of one pixel in it. */
export interface CrossingSection {
  readonly plane: Plane3;
  readonly index: number;
  /** the patch in it, one pixel thick */
  readonly box: Box;
  /** what a context picture shows of it */
  readonly window: Box;
}

/** Rows and columns of a volume's cross-sections along a plane. */
export function sectionShape(shape: Shape, along: Plane3): { height: number; width: number } {
  if (along === 'xy') return { height: shape.y, width: shape.x };
  return { height: shape.z, width: along === 'xz' ? shape.x : shape.y };
}

/** The two other planes through the middle of a patch. */
export function crossingSections(
  patch: { readonly plane: Plane3; readonly index: number; readonly box: Box },
  shape: Shape,
): readonly CrossingSection[] {
  const { index, box: at } = patch;
  const rows = { from: at.y0, to: at.y1 };
  const columns = { from: at.x0, to: at.x1 };
  const here = { from: index, to: index + 1 };
  const extent = {
    xy: { z: here, y: rows, x: columns },
    xz: { z: rows, y: here, x: columns },
    yz: { z: rows, y: columns, x: here },
  }[patch.plane];
  const others = (['xy', 'xz', 'yz'] as const).filter((each) => each !== patch.plane);
  return others.map((along) => {
    const through = { xy: extent.z, xz: extent.y, yz: extent.x }[along];
    const down = along === 'xy' ? extent.y : extent.z;
    const across = along === 'yz' ? extent.y : extent.x;
    const section = { y0: down.from, y1: down.to, x0: across.from, x1: across.to };
    const { height, width } = sectionShape(shape, along);
    return {
      plane: along,
      index: Math.floor((through.from + through.to - 1) / 2),
      box: section,
      window: squareAround(section, height, width),
    };
  });
}

/** A line needs surroundings across itself too: as far as the longer edge reaches. */
function squareAround({ y0, y1, x0, x1 }: Box, height: number, width: number): Box {
  const half = Math.max(y1 - y0, x1 - x0);
  const [middleY, middleX] = [(y0 + y1) / 2, (x0 + x1) / 2];
  return {
    y0: Math.max(0, Math.floor(middleY - half)),
    y1: Math.min(height, Math.ceil(middleY + half)),
    x0: Math.max(0, Math.floor(middleX - half)),
    x1: Math.min(width, Math.ceil(middleX + half)),
  };
}

/** A raw patch that an exemplar stands for, and how far it is from it. */
export const nearDuplicate = z.object({
  volume: z.int(),
  volumeName: z.string(),
  plane,
  index: z.int(),
  box,
  /** Hamming distance of the hashes */
  distance: z.int(),
});
export type NearDuplicate = z.infer<typeof nearDuplicate>;

/** Address of a cross-section around a patch, so many sections on, drawn as the patch is. */
export function contextPicturePath(
  project: string,
  ordinal: number,
  shown: { readonly step: number; readonly zoom: ContextZoom; readonly display: Display },
): string {
  const { step, zoom, display } = shown;
  return `/context/${project}/${ordinal}.bmp?zoom=${zoom}&step=${step}${andDisplay(display)}`;
}

/** Address of any part of a volume's cross-section, drawn with the levels of the patch `like`. */
export function sectionPicturePath(
  project: string,
  section: { volume: number; plane: z.infer<typeof plane>; index: number; window: Box },
  drawn: { readonly like: number; readonly display: Display },
): string {
  const { y0, y1, x0, x1 } = section.window;
  const place = `plane=${section.plane}&index=${section.index}&box=${y0},${y1},${x0},${x1}`;
  const path = `/section/${project}/${section.volume}.bmp`;
  return `${path}?${place}&like=${drawn.like}${andDisplay(drawn.display)}`;
}

/** Address of a whole cross-section in the grey levels it is cut with. */
export function plainSectionPath(
  project: string,
  section: { volume: number; plane: z.infer<typeof plane>; index: number; window: Box },
): string {
  const { y0, y1, x0, x1 } = section.window;
  const place = `plane=${section.plane}&index=${section.index}&box=${y0},${y1},${x0},${x1}`;
  return `/section/${project}/${section.volume}.bmp?${place}`;
}

const andDisplay = (display: Display): string => displayQuery(display).replace('?', '&');
