import { expect, test } from 'vitest';
import { distanceHistogram } from '../../../../src/main/engine/exemplar/distance-histogram.ts';

test('distances from owners are counted, exemplars are not', () => {
  const hashes = Uint8Array.of(0b0000, 0b0001, 0b0000, 0b0111, 0b0110);
  const owner = Uint32Array.of(0, 0, 0, 3, 3);
  expect(distanceHistogram(hashes, 1, { owner }, 2)).toEqual(Uint32Array.of(1, 2, 0));
});

test('what lies farther off than the limit, since a person put it there, is counted with the last', () => {
  const owner = Uint32Array.of(0, 0);
  expect(distanceHistogram(Uint8Array.of(0, 255), 1, { owner }, 3)).toEqual(
    Uint32Array.of(0, 0, 0, 1),
  );
});
