import type { VoxelSize } from '../../../shared/volume.ts';

/** A small volume of 8-bit grey: sections, each row by row. */
export interface GreyStack {
  readonly sections: number;
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
  /** nanometres from section to section (z), along the rows' order (y) and within a row (x); null where not known */
  readonly voxelSize: VoxelSize | null;
}
