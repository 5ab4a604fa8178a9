import { describe, expect, test } from 'vitest';
import { readSlab, slabShape } from '../../../../src/main/engine/slice/read-slab.ts';
import { sliceResident } from '../../../../src/main/engine/slice/resident-volume.ts';
import { memoryVolume } from './memory-volume.ts';

const shape = { z: 3, y: 4, x: 5 };
// The value of a voxel says where it is: z, y, x as decimal digits.
const samples = Uint8Array.from({ length: 60 }, (_value, i) => {
  return Math.floor(i / 20) * 100 + Math.floor((i % 20) / 5) * 10 + (i % 5);
});
const asBytes = (values: ArrayLike<number>): Uint8Array => Uint8Array.from(values);

/** Spec 1.6 in the plainest form. */
function voxelAt(plane: 'xy' | 'xz' | 'yz', index: number, row: number, column: number): number {
  if (plane === 'xy') return index * 100 + row * 10 + column;
  if (plane === 'xz') return row * 100 + index * 10 + column;
  return row * 100 + column * 10 + index;
}

test('cross-sections have the rows and columns of spec 1.6', () => {
  expect(slabShape(shape, 'xy')).toEqual({ count: 3, height: 4, width: 5 });
  expect(slabShape(shape, 'xz')).toEqual({ count: 4, height: 3, width: 5 });
  expect(slabShape(shape, 'yz')).toEqual({ count: 5, height: 3, width: 4 });
  expect(slabShape({ ...shape, z: 1 }, '2d')).toEqual({ count: 1, height: 4, width: 5 });
});

describe.each(['xy', 'xz', 'yz'] as const)('along %s', (plane) => {
  const { count, height, width } = slabShape(shape, plane);
  const section = (index: number): number[] =>
    Array.from({ length: height * width }, (_value, i) =>
      voxelAt(plane, index, Math.floor(i / width), i % width),
    );

  test('a slab holds each voxel in its place', async () => {
    for (let from = 0; from < count; from++) {
      for (let to = from + 1; to <= count; to++) {
        const volume = memoryVolume(samples, 'uint8', shape);
        const slab = await readSlab(volume, plane, from, to, asBytes);
        const wanted: number[] = [];
        for (let index = from; index < to; index++) wanted.push(...section(index));
        expect(slab.ok && [...slab.value]).toEqual(wanted);
        expect(volume.given).toBe((to - from) * height * width);
        expect(volume.reads).toBe(plane === 'xy' ? to - from : shape.z);
      }
    }
  });

  test('a part of a slab is read without the rest of it', async () => {
    const [y0, y1, x0, x1] = [1, height, 2, width - 1];
    const volume = memoryVolume(samples, 'uint8', shape);
    const part = await readSlab(volume, plane, 1, 3, asBytes, { y0, y1, x0, x1 });
    const wanted = [1, 2].flatMap((index) =>
      Array.from({ length: (y1 - y0) * (x1 - x0) }, (_value, i) => {
        const across = x1 - x0;
        return voxelAt(plane, index, y0 + Math.floor(i / across), x0 + (i % across));
      }),
    );
    expect(part.ok && [...part.value]).toEqual(wanted);
    expect(volume.given).toBe(wanted.length);
  });

  test('a volume in memory gives the same cross-sections', () => {
    for (let index = 0; index < count; index++) {
      expect([...sliceResident(samples, shape, plane, index)]).toEqual(section(index));
    }
  });
});

test('an xy cross-section of a volume in memory is a view', () => {
  expect(sliceResident(samples, shape, 'xy', 1).buffer).toBe(samples.buffer);
});

test('cross-sections that do not exist are a mistake of the caller', async () => {
  const volume = memoryVolume(samples, 'uint8', shape);
  await expect(readSlab(volume, 'xz', 2, 5, asBytes)).rejects.toThrow('outside 0..4');
});

test('a failure of reading is handed on', async () => {
  const failure = { kind: 'file-missing', path: 'gone.tif' } as const;
  const volume = {
    ...memoryVolume(samples, 'uint8', shape),
    readWindow: async () => ({ ok: false as const, failure }),
  };
  expect(await readSlab(volume, 'xy', 0, 1, asBytes)).toEqual({ ok: false, failure });
});
