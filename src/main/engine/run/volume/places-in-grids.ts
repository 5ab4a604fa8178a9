import type { Box } from '../../../../shared/patch.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';

/** Which of the boxes of a cross-section this is; -1 where the current cut has no such box. */
export type PlaceInGrid = (volume: StoredVolume, plane: number, box: Box) => number;

const keyOf = ({ y0, y1, x0, x1 }: Box): string => `${y0} ${y1} ${x0} ${x1}`;

/** Finds boxes in the grids of the current cut, each grid laid once. */
export function placesInGrids(session: Session): PlaceInGrid {
  const { patchSize, mode } = session.settings();
  const grids = new Map<string, ReadonlyMap<string, number>>();
  const gridOf = (height: number, width: number) => {
    const known = grids.get(`${height} ${width}`);
    if (known) return known;
    const boxes = cropGrid(height, width, patchSize, mode);
    const grid = new Map(boxes.map((box, i) => [keyOf(box), i]));
    grids.set(`${height} ${width}`, grid);
    return grid;
  };
  return (volume, code, box) => {
    const plane = planeOf(code);
    if ((plane === '2d') !== (volume.kind === 'picture')) return -1;
    const { height, width } = slabShape(volume.shape, plane);
    return gridOf(height, width).get(keyOf(box)) ?? -1;
  };
}
