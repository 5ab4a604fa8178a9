import { expect, test } from 'vitest';
import { planOctaves } from '../../../../src/main/engine/landmark/plan-octaves.ts';

const plan = (edge: number, depth: number, zPerX: number | null) =>
  planOctaves({ z: depth, y: edge, x: edge }, zPerX);

test('a small volume is looked at as it is, and three times coarser', () => {
  expect(plan(200, 200, 1).map(({ octave }) => octave)).toEqual([0, 1, 2, 3]);
  expect(plan(200, 200, 1).map(({ depth }) => depth)).toEqual([1, 2, 4, 8]);
});

test('a volume of 8 GB begins at pixels of eight voxels, and a section takes little memory', () => {
  const [finest] = plan(2048, 2048, 1);
  expect(finest).toMatchObject({ octave: 3, depth: 8, height: 256, width: 256, isDeep: true });
  const [montage] = plan(30_000, 1, null);
  expect((montage?.height ?? 0) * (montage?.width ?? 0)).toBeLessThanOrEqual(2 ** 22);
});

test('thick sections are looked at one by one until pixels are as wide as they are thick', () => {
  const overviews = plan(900, 20, 10);
  expect(overviews.map(({ depth }) => depth)).toEqual([1, 1, 1, 1]);
  expect(overviews.map(({ isDeep }) => isDeep)).toEqual([false, false, false, true]);
});

test('where the voxel size is not known, sections are taken singly', () => {
  expect(plan(500, 10, null).every(({ depth, isDeep }) => depth === 1 && !isDeep)).toBe(true);
});
