import { expect, test } from 'vitest';
import { planesToCut } from '../../../../src/main/engine/slice/planes-to-cut.ts';

const all = ['xy', 'xz', 'yz'];

test('an isotropic volume is cut along all three planes', () => {
  expect(planesToCut({ z: 8, y: 8, x: 8 })).toEqual(all);
});

test('a volume of thick sections is cut along xy alone', () => {
  expect(planesToCut({ z: 50, y: 4, x: 4 })).toEqual(['xy']);
});

test('exactly a quarter still counts as isotropic, also where the division rounds up', () => {
  expect(planesToCut({ z: 10, y: 8, x: 8 })).toEqual(all);
  expect(planesToCut({ z: 6, y: 8, x: 8 })).toEqual(all);
  expect(Math.abs(1.2 - 1.5) / 1.2).toBeGreaterThan(0.25);
  expect(planesToCut({ z: 1.5, y: 1.2, x: 1.2 })).toEqual(all);
  expect(planesToCut({ z: 10.01, y: 8, x: 8 })).toEqual(['xy']);
});

test('the y edge is not looked at', () => {
  expect(planesToCut({ z: 8, y: 80, x: 8 })).toEqual(all);
});

test('a video and a volume of unknown voxel size are cut along xy alone', () => {
  expect(planesToCut({ z: 1, y: 1, x: 1 }, 'Clip_ViDeO')).toEqual(['xy']);
  expect(planesToCut(null)).toEqual(['xy']);
});
