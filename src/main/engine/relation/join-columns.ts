import { type LandmarkColumns, landmarkBytes } from './landmark-frames.ts';

/** Landmarks of one volume. */
export interface VolumeLandmarks extends Omit<LandmarkColumns, 'volume'> {
  readonly count: number;
}

/** Of a volume without any. */
export const noLandmarks: VolumeLandmarks = {
  count: 0,
  z: new Float32Array(0),
  y: new Float32Array(0),
  x: new Float32Array(0),
  octave: new Uint8Array(0),
  turn: new Uint8Array(0),
  bright: new Uint8Array(0),
  descriptors: new Uint8Array(0),
};

/** Landmarks of many volumes in one list, in the order of the volumes. */
export function joinColumns(all: readonly VolumeLandmarks[]): LandmarkColumns {
  const count = all.reduce((sum, each) => sum + each.count, 0);
  const columns = {
    volume: new Uint32Array(count),
    z: new Float32Array(count),
    y: new Float32Array(count),
    x: new Float32Array(count),
    octave: new Uint8Array(count),
    turn: new Uint8Array(count),
    bright: new Uint8Array(count),
    descriptors: new Uint8Array(count * landmarkBytes),
  };
  let at = 0;
  for (const [volume, each] of all.entries()) {
    columns.volume.fill(volume, at, at + each.count);
    columns.z.set(each.z, at);
    columns.y.set(each.y, at);
    columns.x.set(each.x, at);
    columns.octave.set(each.octave, at);
    columns.turn.set(each.turn, at);
    columns.bright.set(each.bright, at);
    columns.descriptors.set(each.descriptors, at * landmarkBytes);
    at += each.count;
  }
  return columns;
}
