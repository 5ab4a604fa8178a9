import { expect, test } from 'vitest';
import { localEntropy } from '../../../../src/main/engine/kernel/local-entropy.ts';

test('a flat picture has no entropy anywhere', () => {
  expect([...localEntropy(new Uint8Array(20).fill(7), 5, 4)]).toEqual(Array(20).fill(0));
});

test('two levels in equal numbers are one bit', () => {
  expect([...localEntropy(Uint8Array.of(3, 9), 2, 1)]).toEqual([1, 1]);
});

test('forty-nine different levels are log2(49) bits in the middle of a 7 x 7 picture', () => {
  const pixels = Uint8Array.from({ length: 49 }, (_, i) => i * 5);
  expect(localEntropy(pixels, 7, 7)[24]).toBeCloseTo(Math.log2(49), 12);
});
