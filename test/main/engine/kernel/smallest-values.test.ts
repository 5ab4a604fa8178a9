import { expect, test } from 'vitest';
import { smallestValues } from '../../../../src/main/engine/kernel/smallest-values.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test.each([0, 1, 7, 100, 1000, 5000])(
  'the %i smallest are those that sorting puts first',
  (most) => {
    const random = xorshift32(most + 1);
    const values = Float32Array.from({ length: 1000 }, () => random.byte());
    values[17] = Number.NaN;
    const sorted = [...values.keys()]
      .filter((at) => at !== 17)
      .sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
    expect([...smallestValues(values, most)]).toEqual(sorted.slice(0, most));
  },
);
