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

/** A volume whose header has been read and checked; samples are read on request. */
export interface OpenVolume {
  readonly summary: VolumeSummary;
  /**
   * Rows y0..y1-1 and columns x0..x1-1 of plane z. The window must lie inside the plane;
   * anything else is a mistake of the caller and throws.
   * @param room where the samples may be put, and what was there is lost: whoever reads a whole volume
   *   saves new memory for every plane, which costs more than reading. Of at least the samples' bytes
   */
  readWindow(z: number, window: Box, room?: ArrayBuffer): Promise<Outcome<Samples>>;
  close(): Promise<void>;
}

/** One way of storing volumes on disk. */
export interface VolumeFormat {
  readonly name: string;
  /** Usual name endings in lower case, with the dot: for the sentence about a file that is not what its name says. */
  readonly endings: readonly string[];
  /** Decides from the path and the first bytes (up to 1024) alone; never reads samples. */
  recognises(path: string, head: Uint8Array): boolean;
  open(path: string): Promise<Outcome<OpenVolume>>;
}
