import type { Box } from '../../shared/patch.ts';

/** Place of a box on a picture of a window around it at any scale, as CSS lengths. */
export function boxInWindow(box: Box, window: Box) {
  const part = (pixels: number, of: number) => `${(100 * pixels) / of}%`;
  const rows = window.y1 - window.y0;
  const columns = window.x1 - window.x0;
  return {
    left: part(box.x0 - window.x0, columns),
    top: part(box.y0 - window.y0, rows),
    width: part(box.x1 - box.x0, columns),
    height: part(box.y1 - box.y0, rows),
  };
}
