import { closeSync, openSync, writeSync } from 'node:fs';
import { deflateSync, zstdCompressSync } from 'node:zlib';
import type { Shape } from '../src/shared/volume.ts';
import { packBits, packLzw } from '../test/fixture/volume/pack-bytes.ts';
import { spheresPlanes, type WrittenType } from './volume-file.ts';

/** Ways of packing a TIFF's strips, with the number of the Compression tag. */
const packers = {
  deflate: { tag: 8, pack: (rows: Uint8Array) => deflateSync(rows, { level: 6 }) },
  LZW: { tag: 5, pack: packLzw },
  PackBits: { tag: 32773, pack: packBits },
  Zstandard: { tag: 50000, pack: (rows: Uint8Array) => zstdCompressSync(rows) },
} as const;
/** A way of packing a TIFF's strips. */
export type Packing = keyof typeof packers;
/** All of them. */
// `as`: the keys of that object and no others.
export const packings = Object.keys(packers) as Packing[];

/** Writes the volume of `writeSpheresVolume` as a TIFF file packed in strips of about 64 KiB. */
export function writePackedVolume(
  path: string,
  shape: Shape,
  how: { packing: Packing; type: WrittenType; predictor: 1 | 2 },
): void {
  const size = { uint8: 1, int16: 2, uint16: 2, float32: 4 }[how.type];
  const rowBytes = shape.x * size;
  const stripRows = Math.max(1, Math.floor(65536 / rowBytes));
  const { tag, pack } = packers[how.packing];
  const file = openSync(path, 'w');
  let [at, link] = [8, 4];
  const put = (bytes: Uint8Array) => {
    writeSync(file, bytes, 0, bytes.length, at);
    at += bytes.length + (bytes.length % 2);
  };
  writeSync(file, Uint8Array.of(73, 73, 42, 0, 0, 0, 0, 0), 0, 8, 0);
  for (const plane of spheresPlanes(shape, { type: how.type })) {
    if (how.predictor === 2) subtractLeftNeighbours(plane, shape.x, size);
    const strips: { offset: number; length: number }[] = [];
    for (let row = 0; row < shape.y; row += stripRows) {
      const packed = pack(plane.subarray(row * rowBytes, (row + stripRows) * rowBytes));
      strips.push({ offset: at, length: packed.length });
      put(packed);
    }
    const [offsets, lengths] = [at, at + 4 * strips.length];
    put(words(strips.map(({ offset }) => offset)));
    put(words(strips.map(({ length }) => length)));
    const places =
      strips.length === 1 ? [strips[0]?.offset ?? 0, strips[0]?.length ?? 0] : [offsets, lengths];
    const format = { uint8: 1, uint16: 1, int16: 2, float32: 3 }[how.type];
    const entries = [
      [256, shape.x, 1],
      [257, shape.y, 1],
      [258, 8 * size, 1],
      [259, tag, 1],
      [262, 1, 1],
      [273, places[0] ?? 0, strips.length],
      [277, 1, 1],
      [278, stripRows, 1],
      [279, places[1] ?? 0, strips.length],
      [317, how.predictor, 1],
      [339, format, 1],
    ] as const;
    writeSync(file, words([at]), 0, 4, link);
    link = at + 2 + 12 * entries.length;
    const directory = new DataView(new ArrayBuffer(2 + 12 * entries.length + 4));
    directory.setUint16(0, entries.length, true);
    for (const [i, [number, value, count]] of entries.entries()) {
      directory.setUint16(2 + 12 * i, number, true);
      directory.setUint16(4 + 12 * i, 4, true); // LONG
      directory.setUint32(6 + 12 * i, count, true);
      directory.setUint32(10 + 12 * i, value, true);
    }
    put(new Uint8Array(directory.buffer));
  }
  closeSync(file);
}

const words = (values: readonly number[]) => new Uint8Array(Uint32Array.from(values).buffer);

function subtractLeftNeighbours(plane: Uint8Array<ArrayBuffer>, width: number, size: number): void {
  const samples = size === 1 ? plane : new Uint16Array(plane.buffer, plane.byteOffset);
  for (let end = samples.length; end > 0; end -= width) {
    for (let i = end - 1; i > end - width; i--) {
      samples[i] = (samples[i] ?? 0) - (samples[i - 1] ?? 0);
    }
  }
}
