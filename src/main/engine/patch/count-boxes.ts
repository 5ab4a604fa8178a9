import type { CutMode } from '../../../shared/cut.ts';
import { cropGrid } from './crop-grid.ts';

/** How many boxes a cross-section is cropped into, without making them: `cropGrid`'s, axis by axis. */
export function countBoxes(
  height: number,
  width: number,
  patchSize: number,
  mode: CutMode,
): number {
  // One pixel is one box: the grid of a line has as many as the axis.
  const along = (length: number) => cropGrid(length, 1, patchSize, mode).length;
  return along(height) * along(width);
}
