import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../../src/main/engine/kernel/xorshift32.ts';
import {
  cropPixels,
  readPatches,
} from '../../../../../src/main/engine/run/exemplar/patch-reader.ts';
import type {
  PatchToRead,
  VolumeToRead,
} from '../../../../../src/main/engine/run/task/worker-material.ts';
import { slabShape } from '../../../../../src/main/engine/slice/read-slab.ts';
import { sliceResident } from '../../../../../src/main/engine/slice/resident-volume.ts';
import { must, nanometres, writeVolume } from '../small-project.ts';

const shape = { z: 30, y: 26, x: 40 };
const random = xorshift32(9);
const voxels = Uint8Array.from({ length: shape.z * shape.y * shape.x }, random.byte);
const path = join(mkdtempSync(join(tmpdir(), 'curator-')), 'noise.tif');
writeVolume(path, voxels, shape, nanometres(8));
const volume: VolumeToRead = {
  reference: { kind: 'file', path },
  shape,
  sampleType: 'uint8',
  mapping: { rule: 'identity' },
  invert: true,
};

function wanted({ plane, position, box }: PatchToRead): Uint8Array {
  const section = sliceResident(voxels, shape, plane, position);
  return cropPixels(section, slabShape(shape, plane).width, box).map((value) => 255 - value);
}

test('patches of all planes, in any order, are those of the volume', async () => {
  const boxes = { y: [0, 10, 14], x: [0, 10] };
  const patches = Array.from({ length: 120 }, (): PatchToRead => {
    const plane = (['xy', 'xz', 'yz', 'yz'] as const)[random.below(4)] ?? 'yz';
    const [y0, x0] = [boxes.y[random.below(3)] ?? 0, boxes.x[random.below(2)] ?? 0];
    const { count, height, width } = slabShape(shape, plane);
    const box = { y0, y1: Math.min(height, y0 + 16), x0, x1: Math.min(width, x0 + 16) };
    return { plane, position: random.below(count), box };
  });
  const read = must(await readPatches(volume, patches, null));
  for (const [i, patch] of patches.entries()) expect(read[i]).toEqual(wanted(patch));
});

test('a few columns far to the right are read without the rest of their rows', async () => {
  const box = { y0: 3, y1: 19, x0: 5, x1: 21 };
  const patches = [39, 37, 38, 37].map((position) => ({ plane: 'yz' as const, position, box }));
  const read = must(await readPatches(volume, patches, null));
  expect(read).toEqual(patches.map(wanted));
});

test('a file that was replaced by one of another shape is not read as if it were the old one', async () => {
  const other = join(mkdtempSync(join(tmpdir(), 'curator-')), 'other.tif');
  writeVolume(other, voxels.subarray(0, 60), { z: 3, y: 4, x: 5 }, nanometres(8));
  const moved: VolumeToRead = { ...volume, reference: { kind: 'file', path: other } };
  const box = { y0: 0, y1: 2, x0: 0, x1: 2 };
  const read = await readPatches(moved, [{ plane: 'yz', position: 1, box }], null);
  expect(read).toMatchObject({ ok: false, failure: { kind: 'volume-changed' } });
});
