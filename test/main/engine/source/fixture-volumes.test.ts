import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openVolume } from '../../../../src/main/engine/source/open-volume.ts';
import { bytesPerSample } from '../../../../src/main/engine/source/sample-layout.ts';
import { samplesSha256 } from '../../../../src/main/engine/source/samples-checksum.ts';

const folder = join(import.meta.dirname, '../../../fixture/volume');
interface Expected {
  file: string;
  shape: [number, number, number];
  type: string;
  voxel: [number, number, number] | null;
  sha256: string;
}
const expected: Expected[] = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));

test('every file of the fixture folder has an expectation', () => {
  const files = ['tiff', 'mrc'].flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => `${name}/${file}`),
  );
  expect(files.sort()).toEqual(expected.map(({ file }) => file).sort());
  expect(files.length).toBe(34);
});

describe('samples written by another program are read exactly', () => {
  test.each(expected)('$file', async ({ file, shape: [z, y, x], type, voxel, sha256 }) => {
    const opened = await openVolume({ kind: 'file', path: join(folder, file) });
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
    const { summary } = opened.value;
    expect(summary.shape).toEqual({ z, y, x });
    expect(summary.sampleType).toBe(type);
    expect(summary.voxelSize).toEqual(voxel && { z: voxel[0], y: voxel[1], x: voxel[2] });
    const sum = await samplesSha256(opened.value);
    expect(sum.ok && sum.value.sha256).toBe(sha256);
    await opened.value.close();
  });

  test.each(expected)('$file, in windows', async ({ file }) => {
    const opened = await openVolume({ kind: 'file', path: join(folder, file) });
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
    const volume = opened.value;
    const { z, y, x } = volume.summary.shape;
    for (let plane = z - 1; plane >= 0; plane--) {
      const whole = await volume.readWindow(plane, { y0: 0, y1: y, x0: 0, x1: x });
      for (const [y0, y1, x0, x1] of [
        [0, 1, 0, 1],
        [y - 1, y, x - 1, x],
        [3, 20, 5, 40],
        [15, 17, 0, x],
        [0, y, 31, 33],
      ] as const) {
        const part = await volume.readWindow(plane, { y0, y1, x0, x1 });
        if (!part.ok || !whole.ok) throw new Error(JSON.stringify(part));
        const wanted: number[] = [];
        for (let row = y0; row < y1; row++) {
          wanted.push(...whole.value.subarray(row * x + x0, row * x + x1));
        }
        expect([...part.value]).toEqual(wanted);
      }
    }
    await volume.close();
  });
});

describe('reading into room that is given', () => {
  test.each(expected)('$file gives the same samples', async ({ file }) => {
    const opened = await openVolume({ kind: 'file', path: join(folder, file) });
    if (!opened.ok) throw new Error(JSON.stringify(opened.failure));
    const { z, y, x } = opened.value.summary.shape;
    const bytes = y * x * bytesPerSample[opened.value.summary.sampleType];
    const room = new Uint8Array(bytes + 5).fill(0xa5).buffer;
    for (let plane = 0; plane < z; plane++) {
      for (const [y0, y1, x0, x1] of [
        [0, y, 0, x],
        [3, 20, 0, x],
        [3, 20, 5, 40],
      ] as const) {
        const window = { y0, y1, x0, x1 };
        const fresh = await opened.value.readWindow(plane, window);
        expect(await opened.value.readWindow(plane, window, room)).toEqual(fresh);
      }
    }
    await opened.value.close();
  });
});

test('a window outside the plane is a mistake of the caller', async () => {
  const opened = await openVolume({ kind: 'file', path: join(folder, 'tiff/u8-tiled.tif') });
  if (!opened.ok) throw new Error('not opened');
  const read = opened.value.readWindow(0, { y0: 0, y1: 38, x0: 0, x1: 1 });
  await expect(read).rejects.toThrow('outside 3 x 37 x 45');
  await opened.value.close();
});
