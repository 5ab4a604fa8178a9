import type { Box, Plane } from '../../../../shared/patch.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { planeCode } from '../project/plane-codes.ts';
import { type DatasetVolume, volumeFinder } from './dataset-volumes.ts';

/** Where a table of a data set says that a patch is. */
export interface ToldPlace {
  readonly source: string;
  readonly volume: string;
  readonly plane: Plane;
  readonly index: number;
  readonly box: Box;
}

/** The same place, once its volume is known and it lies inside. */
export interface FoundPlace extends PatchAddress {
  readonly volume: DatasetVolume;
}

/** Finds the places that tables beside the manifest tell of; in words what is wrong with one. */
export function placeFinder(
  volumes: readonly DatasetVolume[],
): (told: ToldPlace) => FoundPlace | string {
  const find = volumeFinder(volumes);
  return ({ source, volume: name, plane, index, box }) => {
    const volume = find({ source, volume: name, plane, index });
    if (!volume) return 'is of a volume that the data set does not name';
    const position = volume.kind === 'picture' ? 0 : index;
    const slab = slabShape(volume.shape, plane);
    const { y0, y1, x0, x1 } = box;
    const isInside = position < slab.count && y1 <= slab.height && x1 <= slab.width;
    if (!isInside || y0 >= y1 || x0 >= x1) return 'is of a patch outside its volume';
    return { volume, contentId: volume.contentId, plane: planeCode(plane), position, ...box };
  };
}
