/** Bytes of a descriptor. */
export const descriptorBytes = 16;

/** Conspicuous places of a volume, one entry a place; any first part of them is from all over the volume. */
export interface Landmarks {
  readonly count: number;
  /** centre, in voxels of the volume as stored */
  readonly z: Float32Array;
  readonly y: Float32Array;
  readonly x: Float32Array;
  /** it was found in an overview whose pixels are 2 ** octave of the volume's wide */
  readonly octave: Uint8Array;
  /** the symmetry of the square that brings its surroundings upright, as `turns` numbers them */
  readonly turn: Uint8Array;
  /** 1 brighter than its surroundings, 0 darker */
  readonly bright: Uint8Array;
  /** what it looks like, upright and bright, whatever the contrast: `descriptorBytes` each */
  readonly descriptors: Uint8Array;
}
