import type { Box, Plane } from '../../shared/patch.ts';
import type { Shape } from '../../shared/volume.ts';

/** Rows and columns of a volume's cross-sections along a plane. */
export function sectionSize(shape: Shape, plane: Plane): { rows: number; columns: number } {
  if (plane === 'xz') return { rows: shape.z, columns: shape.x };
  if (plane === 'yz') return { rows: shape.z, columns: shape.y };
  return { rows: shape.y, columns: shape.x };
}

/** Place of a patch on a picture of its whole cross-section at any scale, as CSS lengths. */
export function boxInSection(box: Box, section: { rows: number; columns: number }) {
  const part = (pixels: number, of: number) => `${(100 * pixels) / of}%`;
  return {
    left: part(box.x0, section.columns),
    top: part(box.y0, section.rows),
    width: part(box.x1 - box.x0, section.columns),
    height: part(box.y1 - box.y0, section.rows),
  };
}
