import { composedTurns, inverseTurns, turned } from '../kernel/turns.ts';

/** Bytes of a landmark's descriptor. */
export const landmarkBytes = 16;

/** Landmarks of all volumes in one list, as the `landmark` stage finds them; one entry a landmark. */
export interface LandmarkColumns {
  /** place of the volume in `volumes`, rising */
  readonly volume: Uint32Array;
  readonly z: Float32Array;
  readonly y: Float32Array;
  readonly x: Float32Array;
  /** found where pixels are 2 ** octave voxels wide */
  readonly octave: Uint8Array;
  /** symmetry of the square that brings it upright */
  readonly turn: Uint8Array;
  readonly bright: Uint8Array;
  readonly descriptors: Uint8Array;
}

/** A volume that was looked into. */
export interface LookedInto {
  /** of the catalog */
  readonly id: number;
  /** place of its source in the list of sources */
  readonly source: number;
  readonly isPicture: boolean;
  readonly z: number;
  readonly y: number;
  readonly x: number;
  /** edge of a voxel along z over that along x; null where not known */
  readonly zPerX: number | null;
}

/**
 * How one volume may lie in another: a place b of the second is at turn(b * scale) + displacement in the first.
 * Each kind that occurs is a frame, in which displacements are counted.
 */
export interface Frame {
  readonly a: number;
  readonly b: number;
  /** voxels of the first for one of the second, a power of two */
  readonly scale: number;
  readonly scaleZ: number;
  /** symmetry of the square */
  readonly turn: number;
  /** sections run the other way */
  readonly isReversed: boolean;
  /** bright is dark in the other */
  readonly isInverted: boolean;
}

/** The frame that a landmark of a and the like one of b speak for. */
export function frameOf(
  all: LandmarkColumns,
  volumes: readonly LookedInto[],
  one: number,
  other: number,
  isReversed: boolean,
): Frame {
  const [a, b] = [all.volume[one] ?? 0, all.volume[other] ?? 0];
  const scale = 2 ** ((all.octave[one] ?? 0) - (all.octave[other] ?? 0));
  const upright = inverseTurns[all.turn[one] ?? 0] ?? 0;
  return {
    a,
    b,
    scale,
    scaleZ: scaleAlongZ(scale, volumes[a]?.zPerX ?? null, volumes[b]?.zPerX ?? null),
    turn: composedTurns[upright]?.[all.turn[other] ?? 0] ?? 0,
    isReversed,
    isInverted: all.bright[one] !== all.bright[other],
  };
}

/** Voxel sizes say how thick sections are to each other; where they do not, sections are taken to be the same. */
function scaleAlongZ(scale: number, zPerXa: number | null, zPerXb: number | null): number {
  if (zPerXa === null || zPerXb === null || scale === 1) return 1;
  const exact = (scale * zPerXb) / zPerXa;
  return 2 ** Math.round(Math.log2(exact));
}

/** Where a place of the second volume of a frame lies in the first, but for the displacement. */
export function placed(
  { scale, scaleZ, turn, isReversed }: Frame,
  z: number,
  y: number,
  x: number,
): readonly [z: number, y: number, x: number] {
  // Voxel centres are whole numbers, so that an edge lies half a voxel before the first.
  const [toY, toX] = turned(turn, (y + 0.5) * scale, (x + 0.5) * scale);
  return [(z + 0.5) * scaleZ * (isReversed ? -1 : 1) - 0.5, toY - 0.5, toX - 0.5];
}

/** One text for equal frames. */
export const nameOfFrame = (frame: Frame): string =>
  `${frame.a} ${frame.b} ${frame.scale} ${frame.turn} ${frame.isReversed} ${frame.isInverted}`;
