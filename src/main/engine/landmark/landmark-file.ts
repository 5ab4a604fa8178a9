import { descriptorBytes, type Landmarks } from './landmarks.ts';

/** "EMLM", then the version: another way to find or describe landmarks is another version. */
const magic = 0x4d4c4d45;
const version = 1;
const headBytes = 24;
/** z, y, x, then octave, turn and brightness, then the descriptor. */
const bytesEach = 12 + 3 + descriptorBytes;

/**
 * Landmarks as a file: a head of 24 bytes (magic, version, how many, and the ratio of edges along z and x they were
 * found with, which is NaN where it was not known), then one column after another, little-endian.
 */
export function encodeLandmarks(landmarks: Landmarks, zPerX: number | null): Uint8Array {
  const { count } = landmarks;
  const bytes = new Uint8Array(headBytes + count * bytesEach);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, version, true);
  view.setUint32(8, count, true);
  view.setFloat64(16, zPerX ?? Number.NaN, true);
  for (const [column, values] of [landmarks.z, landmarks.y, landmarks.x].entries()) {
    const from = headBytes + column * count * 4;
    for (const [i, value] of values.entries()) view.setFloat32(from + i * 4, value, true);
  }
  let at = headBytes + count * 12;
  for (const values of [landmarks.octave, landmarks.turn, landmarks.bright]) {
    bytes.set(values, at);
    at += count;
  }
  bytes.set(landmarks.descriptors, at);
  return bytes;
}

/** Whether a file of so many bytes, which begins so, holds landmarks that were found with this ratio. */
export function fitsLandmarks(head: Uint8Array, bytes: number, zPerX: number | null): boolean {
  if (head.length < headBytes) return false;
  const view = new DataView(head.buffer, head.byteOffset);
  if (view.getUint32(0, true) !== magic || view.getUint32(4, true) !== version) return false;
  if (!Object.is(view.getFloat64(16, true), zPerX ?? Number.NaN)) return false;
  return bytes === headBytes + view.getUint32(8, true) * bytesEach;
}

/** Reads at most the first `most`; null where the bytes are not as `encodeLandmarks` writes them. */
export function decodeLandmarks(bytes: Uint8Array, most: number): Landmarks | null {
  if (bytes.length < headBytes) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!fitsLandmarks(bytes, bytes.length, zPerXOf(view))) return null;
  const all = view.getUint32(8, true);
  const count = Math.min(all, most);
  const floats = (column: number) =>
    Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(headBytes + (column * all + i) * 4, true),
    );
  const after = headBytes + all * 12;
  const column = (number: number) =>
    bytes.slice(after + number * all, after + number * all + count);
  const descriptorsAt = after + 3 * all;
  return {
    count,
    z: floats(0),
    y: floats(1),
    x: floats(2),
    octave: column(0),
    turn: column(1),
    bright: column(2),
    descriptors: bytes.slice(descriptorsAt, descriptorsAt + count * descriptorBytes),
  };
}

function zPerXOf(view: DataView): number | null {
  const ratio = view.getFloat64(16, true);
  return Number.isNaN(ratio) ? null : ratio;
}
