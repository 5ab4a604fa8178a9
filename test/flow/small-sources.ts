import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { encodeGreyTiff, greyTiffHeader } from '../../src/shared/tiff-encoder.ts';
import type { Shape, VoxelSize } from '../../src/shared/volume.ts';

/** Paths of the small sources, relative to the folder they were written into. */
export const smallPaths = ['cells.tif', 'sections.tif', 'map.mrc', 'pictures'] as const;

/** Patch edge that the small sources are cut with. */
export const smallEdge = 48;

/**
 * Writes four sources: an isotropic and an anisotropic TIFF stack, a 16-bit MRC map and three PNG
 * pictures. The left half of every section is texture, the right half nearly flat.
 */
export async function writeSmallSources(folder: string): Promise<void> {
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  const cells = { z: 12, y: 96, x: 120 };
  writeFileSync(join(folder, 'cells.tif'), tiffStack(cells, { z: 8, y: 8, x: 8 }, 1));
  const sections = { z: 8, y: 144, x: 192 };
  writeFileSync(join(folder, 'sections.tif'), tiffStack(sections, { z: 50, y: 5, x: 5 }, 2));
  const map = { z: 6, y: 100, x: 144 };
  const samples = Int16Array.from(texture(map, 3), (value) => value * 100);
  writeFileSync(join(folder, 'map.mrc'), mrc(map, 1, samples, { z: 40, y: 4, x: 4 }));
  for (const number of [1, 2, 3]) {
    const [height, width] = [96 + number, 192];
    const pixels = texture({ z: 1, y: height, x: width }, 10 + number);
    await sharp(pixels, { raw: { width, height, channels: 1 } })
      .png()
      .toFile(join(folder, 'pictures', `picture-${number}.png`));
  }
}

/** An 8-bit TIFF stack of `texture`. */
export function tiffStack(shape: Shape, voxelSize: VoxelSize | null, seed: number): Uint8Array {
  const { z: pages, y: height, x: width } = shape;
  if (pages === 1) return encodeGreyTiff(texture(shape, seed), width, height);
  return Buffer.concat([greyTiffHeader({ width, height, pages, voxelSize }), texture(shape, seed)]);
}

/**
 * An MRC file, little endian.
 *
 * @param mode 0 int8, 1 int16, 2 float32, 6 uint16
 * @param voxelSize recorded in the header; null records none
 */
export function mrc(
  { z, y, x }: Shape,
  mode: number,
  samples: Int8Array | Int16Array | Uint16Array | Float32Array,
  voxelSize: VoxelSize | null,
): Uint8Array {
  const header = Buffer.alloc(1024);
  const angstrom = (count: number, edgeNm = 0) => count * edgeNm * 10;
  for (const [word, value] of [x, y, z, mode].entries()) header.writeInt32LE(value, word * 4);
  for (const [word, value] of [x, y, z].entries()) header.writeInt32LE(value, 28 + word * 4);
  header.writeFloatLE(angstrom(x, voxelSize?.x), 40);
  header.writeFloatLE(angstrom(y, voxelSize?.y), 44);
  header.writeFloatLE(angstrom(z, voxelSize?.z), 48);
  for (const [word, axis] of [1, 2, 3].entries()) header.writeInt32LE(axis, 64 + word * 4);
  header.write('MAP ', 208, 'latin1');
  header.set([0x44, 0x44], 212);
  return Buffer.concat([
    header,
    Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength),
  ]);
}

/** z, y, x samples from 0 to 255: waves on the left that differ from place to place, faint noise on the right. */
export function texture({ z, y, x }: Shape, seed: number): Uint8Array {
  const out = new Uint8Array(z * y * x);
  const random = seededRandom(seed);
  for (let section = 0; section < z; section++) {
    const waves = Array.from({ length: 5 }, () => ({
      down: (random() - 0.5) * 0.8,
      along: (random() - 0.5) * 0.8,
      phase: random() * 6.28,
    }));
    for (let row = 0; row < y; row++) {
      for (let column = 0; column < x; column++) {
        const wave = waves.reduce(
          (sum, { down, along, phase }) => sum + Math.sin(down * row + along * column + phase),
          0,
        );
        const value = column < x / 2 ? 128 + wave * 20 : 200 + random() * 8;
        out[(section * y + row) * x + column] = value;
      }
    }
  }
  return out;
}

/** Numbers from 0 to 1 that are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  for (let i = 0; i < 8; i++) next(); // the first numbers of neighbouring seeds are alike
  return next;
}
