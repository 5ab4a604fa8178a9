import { expect, test } from 'vitest';
import {
  isZeroWithin,
  isZeroWithinPlain,
  summedArea,
} from '../../../../src/main/engine/kernel/summed-area.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('sums begin at the top left corner', () => {
  const table = summedArea(Uint8Array.of(1, 2, 3, 4, 5, 6), 3);
  expect([...table]).toEqual([0, 0, 0, 0, 0, 1, 3, 6, 0, 5, 12, 21]);
});

test('the table and the plain look agree on every rectangle of random pictures', () => {
  const random = xorshift32(3);
  for (const [height, width] of [
    [1, 1],
    [7, 5],
    [12, 9],
  ] as const) {
    // Few ones, so that both answers come up.
    const values = Uint8Array.from({ length: height * width }, () =>
      random.below(12) === 0 ? 1 : 0,
    );
    const table = summedArea(values, width);
    for (let y0 = 0; y0 < height; y0++)
      for (let y1 = y0 + 1; y1 <= height; y1++)
        for (let x0 = 0; x0 < width; x0++)
          for (let x1 = x0 + 1; x1 <= width; x1++)
            expect(isZeroWithin(table, width, y0, y1, x0, x1)).toBe(
              isZeroWithinPlain(values, width, y0, y1, x0, x1),
            );
  }
});

test('an empty picture has no sums', () => {
  expect([...summedArea(new Uint8Array(0), 0)]).toEqual([0]);
});
