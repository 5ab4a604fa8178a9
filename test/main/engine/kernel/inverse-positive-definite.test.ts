import { expect, test } from 'vitest';
import { inversePositiveDefinite } from '../../../../src/main/engine/kernel/inverse-positive-definite.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('a matrix of two by two has the inverse of the textbook', () => {
  const inverse = inversePositiveDefinite(Float64Array.of(4, 1, 1, 3), 2);
  for (const [i, value] of [3 / 11, -1 / 11, -1 / 11, 4 / 11].entries())
    expect(inverse[i]).toBeCloseTo(value, 12);
});

test.each([1, 5, 64])('the inverse of %i rows times the matrix is one', (size) => {
  const random = xorshift32(size);
  const root = Float64Array.from({ length: size * size }, () => random.byte() / 128 - 1);
  const at = (m: Float64Array, i: number, k: number) => m[i * size + k] ?? 0;
  const times = (a: Float64Array, b: Float64Array) =>
    Float64Array.from({ length: size * size }, (_, place) => {
      let sum = 0;
      const [row, column] = [Math.floor(place / size), place % size];
      for (let k = 0; k < size; k++) sum += at(a, row, k) * at(b, k, column);
      return sum;
    });
  const turned = Float64Array.from(root, (_, place) =>
    at(root, place % size, Math.floor(place / size)),
  );
  const matrix = times(root, turned).map((value, i) => value + (i % (size + 1) === 0 ? 1 : 0));
  const one = times(inversePositiveDefinite(matrix, size), matrix);
  one.forEach((value, i) => {
    expect(value).toBeCloseTo(i % (size + 1) === 0 ? 1 : 0, 9);
  });
});

test('a matrix that is not positive definite is refused', () => {
  expect(() => inversePositiveDefinite(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError);
});
