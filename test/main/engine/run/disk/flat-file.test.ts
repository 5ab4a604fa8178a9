import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  featureFile,
  readScores,
  writeScores,
} from '../../../../../src/main/engine/run/disk/flat-file.ts';
import { emptyFolder } from '../small-project.ts';

const nan = Number.NaN;
const rowsOf = (...values: number[]) => Float64Array.from(values);

test('rows never written read as not-a-number, also in the gap before a row far behind', () => {
  const file = featureFile(join(emptyFolder(), 'features.f64'), 2);
  expect([...file.read([0, 5])]).toEqual([nan, nan, nan, nan]);
  file.write([5, 1], rowsOf(5, 50, 1, 10));
  expect([...file.read([0, 1, 4, 5, 6])]).toEqual([nan, nan, 1, 10, nan, nan, 5, 50, nan, nan]);
});

test('filling a gap leaves earlier rows as they are', () => {
  const path = join(emptyFolder(), 'features.f64');
  featureFile(path, 1).write([0, 1], rowsOf(0, 1));
  featureFile(path, 1).write([4], rowsOf(4));
  featureFile(path, 1).write([2], rowsOf(2));
  expect([...featureFile(path, 1).read([0, 1, 2, 3, 4])]).toEqual([0, 1, 2, nan, 4]);
  expect(statSync(path).size).toBe(5 * 8);
});

test('a row of which only a part reached the disk is not measured, and a later gap is sound', () => {
  const path = join(emptyFolder(), 'features.f64');
  const file = featureFile(path, 1);
  file.write([0, 1], rowsOf(7, 8));
  truncateSync(path, 11);
  expect([...file.read([0, 1])]).toEqual([7, nan]);
  file.write([3], rowsOf(9));
  expect([...file.read([0, 1, 2, 3])]).toEqual([7, nan, nan, 9]);
});

test('scores are whole or not there: a write that fails leaves the old ones', () => {
  const path = join(emptyFolder(), 'model.f32');
  writeScores(path, Float32Array.of(0.25, nan, 1));
  expect([...readScores(path)]).toEqual([0.25, nan, 1]);
  mkdirSync(`${path}.new`);
  expect(() => writeScores(path, Float32Array.of(9))).toThrow();
  expect([...readScores(path)]).toEqual([0.25, nan, 1]);
});

test('an unfinished write beside the scores is not read, and the next one replaces it', () => {
  const path = join(emptyFolder(), 'model.f32');
  writeFileSync(`${path}.new`, 'unfinished');
  expect(readScores(path).length).toBe(0);
  writeScores(path, Float32Array.of(0.5));
  expect([...readScores(path)]).toEqual([0.5]);
  expect(existsSync(`${path}.new`)).toBe(false);
});

test('odd bytes at the end of scores are ignored', () => {
  const path = join(emptyFolder(), 'model.f32');
  writeScores(path, Float32Array.of(0.5));
  appendFileSync(path, 'xy');
  expect([...readScores(path)]).toEqual([0.5]);
  expect(readFileSync(path).length).toBe(6);
});
