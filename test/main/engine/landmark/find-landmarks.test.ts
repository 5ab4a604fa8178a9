import { expect, test } from 'vitest';
import { findLandmarks } from '../../../../src/main/engine/landmark/find-landmarks.ts';
import type { Landmarks } from '../../../../src/main/engine/landmark/landmarks.ts';
import { fail } from '../../../../src/shared/failure.ts';
import { mustFail } from '../run/small-project.ts';
import { boxOf, landmarksOf, remade, tissueOf } from './tissue.ts';

const thick = tissueOf({ z: 3, y: 200, x: 240 }, null, 1);
const reach = 16;

/** Share of the landmarks of b, of those both have room for, at whose place a has one with a like descriptor. */
function shareFound(a: Landmarks, b: Landmarks, by: { z: number; y: number; x: number }): number {
  let [of, found] = [0, 0];
  for (let j = 0; j < b.count; j++) {
    const place = [(b.z[j] ?? 0) + by.z, (b.y[j] ?? 0) + by.y, (b.x[j] ?? 0) + by.x] as const;
    if (b.octave[j] !== 0 || place[1] < reach || place[2] < reach) continue;
    if (place[1] > 200 - reach || place[2] > 240 - reach) continue;
    of++;
    for (let i = 0; i < a.count; i++) {
      const off = [(a.z[i] ?? 0) - place[0], (a.y[i] ?? 0) - place[1], (a.x[i] ?? 0) - place[2]];
      if (off.every((each) => Math.abs(each) <= 1) && bitsBetween(a, i, b, j) <= 20) {
        found++;
        break;
      }
    }
  }
  return found / of;
}

function bitsBetween(a: Landmarks, i: number, b: Landmarks, j: number): number {
  let bits = 0;
  for (let byte = 0; byte < 16; byte++) {
    let rest = (a.descriptors[i * 16 + byte] ?? 0) ^ (b.descriptors[j * 16 + byte] ?? 0);
    for (; rest > 0; rest &= rest - 1) bits++;
  }
  return bits;
}

test('two deposits of one specimen have the same landmarks where they overlap, at any displacement', async () => {
  const a = await landmarksOf(boxOf(thick, { z: 0, y: 0, x: 0 }, { z: 3, y: 170, x: 190 }, 2));
  const b = await landmarksOf(boxOf(thick, { z: 0, y: 29, x: 47 }, { z: 3, y: 171, x: 193 }, 3));
  expect(a.count).toBeGreaterThan(100);
  expect(shareFound(a, b, { z: 0, y: 29, x: 47 })).toBeGreaterThan(0.5);
  expect(shareFound(a, b, { z: 0, y: 11, x: 80 })).toBeLessThan(0.05);
});

test('inverted contrast changes no descriptor, and tells bright from dark', async () => {
  const upright = await landmarksOf(thick);
  const inverted = await landmarksOf(
    remade(
      thick,
      thick.shape,
      (z, y, x) => [z, y, x],
      (v) => 255 - v,
    ),
  );
  expect(inverted.descriptors).toEqual(upright.descriptors);
  expect(inverted.bright).toEqual(upright.bright.map((bright) => 1 - bright));
});

test('every sample is read once', async () => {
  let rows = 0;
  await landmarksOf(thick, (count) => {
    rows += count;
  });
  expect(rows).toBe(thick.shape.z * thick.shape.y);
});

test('an even volume, one that is too small, and one of no numbers have no landmarks', async () => {
  const even = { ...thick, voxels: new Float32Array(thick.voxels.length).fill(90) };
  expect((await landmarksOf(even)).count).toBe(0);
  const none = { ...thick, voxels: new Float32Array(thick.voxels.length).fill(Number.NaN) };
  expect((await landmarksOf(none)).count).toBe(0);
  const small = { shape: { z: 2, y: 3, x: 5 }, zPerX: 1, voxels: new Float32Array(30).fill(1) };
  expect((await landmarksOf(small)).count).toBe(0);
});

test('a band that cannot be read is the answer', async () => {
  const failure = { kind: 'file-missing', path: 'gone.tif' } as const;
  const readRows = async () => fail(failure);
  const found = await findLandmarks({ shape: thick.shape, zPerX: 1, readRows }, async () => {});
  expect(mustFail(found)).toEqual(failure);
});

test('whoever watches may stop it', async () => {
  const readRows = async () => fail({ kind: 'cancelled' } as const);
  const stop = async () => {
    throw new Error('stopped');
  };
  await expect(findLandmarks({ shape: thick.shape, zPerX: 1, readRows }, stop)).rejects.toThrow(
    'stopped',
  );
});
