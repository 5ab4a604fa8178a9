import { expect, test } from 'vitest';
import { localGeometricMean } from '../../../../src/main/engine/kernel/local-geometric-mean.ts';

test('a flat picture keeps its level, whatever it is', () => {
  for (let level = 0; level < 256; level++) {
    expect([...localGeometricMean(new Uint8Array(6).fill(level), 3, 2)]).toEqual(
      Array(6).fill(level),
    );
  }
});

test('the mean of 0 and 255 is 15, not 127: one is added, the logarithms are averaged', () => {
  expect([...localGeometricMean(Uint8Array.of(0, 255), 2, 1)]).toEqual([15, 15]);
});
