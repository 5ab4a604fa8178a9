import { expect, test } from 'vitest';
import {
  textureFeatureNames,
  textureFeatures,
} from '../../../../src/main/engine/feature/texture-features.ts';

test('there are four features, each with a name', () => {
  expect(textureFeatureNames).toHaveLength(4);
  expect(textureFeatures(new Uint8Array(4), 2, 2)).toHaveLength(4);
});

test('a flat patch keeps its level and has no entropy spread and no edges', () => {
  const [, geometricMean, entropySpread, edges] = textureFeatures(
    new Uint8Array(50 * 40).fill(127),
    50,
    40,
  );
  expect([geometricMean, entropySpread, edges]).toEqual([127, 0, 0]);
});

test('the median of an even number of pixels is the mean of the two in the middle', () => {
  const pixels = new Uint8Array(24).fill(10);
  pixels.fill(20, 12);
  const [, geometricMean] = textureFeatures(pixels, 24, 1);
  // Left of the step the window holds six 10s and five 20s (14), right of it the reverse (15).
  expect(geometricMean).toBe(14.5);
});
