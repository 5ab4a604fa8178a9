import { expect, test } from 'vitest';
import { rankDrift, sampleRows } from '../../../../src/main/engine/evaluate/score-drift.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const { next } = xorshift32(77);
const share = () => next() / 2 ** 32;

/** count x 3 values of which the first is moved by `shift`. */
const rowsOf = (count: number, shift: number) =>
  Float32Array.from({ length: count * 3 }, (_, i) => share() + (i % 3 === 0 ? shift : 0));

test('one column of four against four is worked out by hand', () => {
  // The distributions of 1 2 3 4 and 3 4 5 6 differ most from 2 on: by 1/2.
  const sources = [{ source: 5, rows: Float32Array.of(3, 4, 5, 6) }];
  const [found] = rankDrift(Float32Array.of(1, 2, 3, 4), sources, 1, { seed: 1 });
  expect(found).toMatchObject({ source: 5, patches: 4, distance: 0.5, isDrifted: false });
});

test('a source that moved comes first and is called, however small the others are', () => {
  const labelled = rowsOf(600, 0);
  const sources = [
    { source: 1, rows: rowsOf(400, 0) },
    { source: 2, rows: rowsOf(6, 0) },
    { source: 3, rows: rowsOf(2000, 0.6) },
    { source: 4, rows: rowsOf(400, 0.2) },
  ];
  const found = rankDrift(labelled, sources, 3, { seed: 2, rounds: 499 });
  expect(found.slice(0, 2).map(({ source }) => source)).toEqual([3, 4]);
  const called = found.filter(({ isDrifted }) => isDrifted).map(({ source }) => source);
  expect(called).toEqual([3, 4]);
  // Six patches lie far away by chance alone, and are expected to.
  const small = found.find(({ source }) => source === 2);
  expect(small?.expected.high).toBeGreaterThan(0.3);
  expect(found.find(({ source }) => source === 3)?.patches).toBe(500);
  expect(rankDrift(labelled, sources, 3, { seed: 2, rounds: 499 })).toEqual(found);
});

test('of two hundred sources like the labelled ones hardly any is called', () => {
  const labelled = rowsOf(200, 0);
  const sources = Array.from({ length: 200 }, (_, source) => ({
    source,
    rows: rowsOf(5 + (source % 40), 0),
  }));
  const found = rankDrift(labelled, sources, 3, { seed: 3, rounds: 199 });
  expect(found.filter(({ isDrifted }) => isDrifted).length).toBeLessThanOrEqual(4);
  const likely = found.filter(({ probability }) => probability <= 0.05).length;
  expect(likely).toBeLessThan(25);
});

test('sources without patches, rows without numbers and no labels are left out', () => {
  const none = new Float32Array(0);
  const half = Float32Array.of(1, Number.NaN, 2, 3);
  const sources = [
    { source: 1, rows: none },
    { source: 2, rows: half },
  ];
  const found = rankDrift(half, sources, 2, { seed: 1, rounds: 9 });
  expect(found).toMatchObject([{ source: 2, patches: 1, distance: 0, probability: 1 }]);
  expect(rankDrift(none, sources, 2, { seed: 1 })).toEqual([]);
});

test('rows are drawn once each, in order, from the whole range', () => {
  const chosen = sampleRows(1_100_000, 500, 8);
  expect(chosen).toHaveLength(500);
  for (let i = 1; i < 500; i++) expect(chosen[i]).toBeGreaterThan(chosen[i - 1]!);
  expect(chosen[0]).toBeLessThan(30_000);
  expect(chosen[499]).toBeGreaterThan(1_070_000);
  expect(Array.from(sampleRows(3, 500, 8))).toEqual([0, 1, 2]);
});
