import { join } from 'node:path';
import { expect, test } from 'vitest';
import { missedSquares } from '../../../../src/main/engine/yield/square-yield.ts';
import { referenceYields } from '../../../../src/shared/crop-yield.ts';
import { checkCropYield } from '../../../golden/check-crop-yield.ts';

test('our curve lies within a percentage point of the golden one', async () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'fixture', 'golden');
  const { passed, failed } = await checkCropYield(folder);
  expect({ passed, failed }).toEqual({ passed: 13, failed: 0 });
});

test('the curve that figures show is the one that comes out', () => {
  const drawn = referenceYields.map(({ informative }) => ({
    informative,
    uninformativeCrops: missedSquares(informative, 1, 40_000),
  }));
  expect(referenceYields).toEqual(drawn);
});

test('a picture that is informative throughout is never missed', () => {
  expect(missedSquares(1, 1, 100)).toBe(0);
});
