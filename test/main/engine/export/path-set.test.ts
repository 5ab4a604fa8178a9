import { expect, test } from 'vitest';
import { pathSet } from '../../../../src/main/engine/export/path-set.ts';

test('a set of paths knows what was added, once', () => {
  const set = pathSet();
  const paths = Array.from({ length: 20_000 }, (_, i) => `data/source/patch-${i}.tiff`);
  expect(paths.every((path) => set.add(path))).toBe(true);
  expect([set.size, set.add(paths[7]!), set.size]).toEqual([20_000, false, 20_000]);
  expect(paths.every((path) => set.has(path))).toBe(true);
  expect([set.has('data/source/patch-20000.tiff'), set.has('')]).toEqual([false, false]);
});
