import type { Outcome } from '../../../shared/failure.ts';
import type { Box } from '../../../shared/patch.ts';
import type { VolumeSummary } from '../../../shared/volume.ts';

/** Samples in row-major order, in the type that the file stores. */
export type Samples =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** What this stage needs of an open volume; the volumes of the `source` stage are that. */
export interface ReadableVolume {
  readonly summary: VolumeSummary;
  /**
   * Rows y0..y1-1 and columns x0..x1-1 of plane z.
   * @param room where they may be put, of at least their bytes
   */
  readWindow(z: number, window: Box, room?: ArrayBuffer): Promise<Outcome<Samples>>;
}
