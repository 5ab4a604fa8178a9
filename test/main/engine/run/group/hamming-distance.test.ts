import { expect, test } from 'vitest';
import {
  hammingDistance,
  hammingDistanceAt,
} from '../../../../../src/main/engine/run/group/hamming-distance.ts';

test('every byte counts the bits that it has', () => {
  for (let byte = 0; byte < 256; byte++) {
    const ones = byte.toString(2).replaceAll('0', '').length;
    expect(hammingDistance(Uint8Array.of(byte, 0xff), Uint8Array.of(0, 0xff))).toBe(ones);
  }
});

test('one of many hashes is compared where it begins', () => {
  const hashes = Uint8Array.of(0, 0, 0b1100, 0b1, 0xff, 0xff);
  expect(hammingDistanceAt(hashes, 2, Uint8Array.of(0b0100, 0b0))).toBe(2);
});
