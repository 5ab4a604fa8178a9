import { expect, test } from 'vitest';
import { localBinaryPattern } from '../../../../src/main/engine/kernel/local-binary-pattern.ts';

test('a black pixel is no brighter than anything, so all eight bits are set', () => {
  expect([...localBinaryPattern(new Uint8Array(9), 3, 3)]).toEqual(Array(9).fill(255));
});

test('a bright pixel far from every other bright one sets no bit', () => {
  const pixels = new Uint8Array(25 * 25);
  pixels[12 * 25 + 12] = 200;
  expect(localBinaryPattern(pixels, 25, 25)[12 * 25 + 12]).toBe(0);
});

test('bit 0 is eight columns to the right and bit 2 eight rows above', () => {
  const pixels = new Uint8Array(25 * 25);
  pixels[12 * 25 + 12] = 200;
  pixels[12 * 25 + 20] = 200;
  pixels[4 * 25 + 12] = 200;
  expect(localBinaryPattern(pixels, 25, 25)[12 * 25 + 12]).toBe(0b101);
});
