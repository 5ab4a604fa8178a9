import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { scoreMap, windowGrid } from '../../../../src/main/engine/yield/score-map.ts';

test('windows lie a stride apart, and the last ends at the border', () => {
  expect(windowGrid(10, 9, 4, 2)).toMatchObject({
    startsY: [0, 2, 4, 6],
    startsX: [0, 2, 4, 5],
  });
  expect(windowGrid(3, 4, 4, 2)).toMatchObject({ startsY: [0], startsX: [0] });
});

test('a place has the mean score of the windows that cover it', () => {
  // Two windows of four pixels, two apart, in a row of six.
  const { edgesX, edgesY, scores } = scoreMap(windowGrid(4, 6, 4, 2), [0.2, 0.6]);
  expect(edgesX).toEqual([0, 2, 4, 6]);
  expect(edgesY).toEqual([0, 4]);
  expect([...scores].map((score) => score.toFixed(6))).toEqual([
    '0.200000',
    '0.400000',
    '0.600000',
  ]);
});

test('a picture smaller than a window is one rectangle', () => {
  const map = scoreMap(windowGrid(3, 5, 16, 4), [0.25]);
  expect(map).toEqual({ edgesY: [0, 3], edgesX: [0, 5], scores: Float32Array.of(0.25) });
});

test('windows without a score are left out; what they alone cover has none', () => {
  const { scores } = scoreMap(windowGrid(4, 8, 4, 2), [0.5, Number.NaN, Number.NaN]);
  expect([...scores]).toEqual([0.5, 0.5, Number.NaN, Number.NaN]);
});

test('the sums at corners give what adding window by window gives', () => {
  const random = xorshift32(2);
  const grid = windowGrid(23, 17, 6, 4);
  const windows = Float32Array.from(
    { length: grid.startsY.length * grid.startsX.length },
    () => random.below(1000) / 1000,
  );
  const { edgesY, edgesX, scores } = scoreMap(grid, windows);
  const meanAt = (y: number, x: number) => {
    let [sum, count] = [0, 0];
    grid.startsY.forEach((top, i) => {
      grid.startsX.forEach((left, j) => {
        if (y < top || y >= top + 6 || x < left || x >= left + 6) return;
        sum += windows[i * grid.startsX.length + j] ?? 0;
        count++;
      });
    });
    return sum / count;
  };
  for (let y = 0; y < edgesY.length - 1; y++)
    for (let x = 0; x < edgesX.length - 1; x++)
      expect(scores[y * (edgesX.length - 1) + x]).toBeCloseTo(
        meanAt(edgesY[y] ?? 0, edgesX[x] ?? 0),
        6,
      );
});
