import { expect, test } from 'vitest';
import { keepExemplars } from '../../../../src/main/engine/exemplar/keep-exemplars.ts';
import { radiusPoint, wordsPerPair } from '../../../../src/main/engine/exemplar/radius-point.ts';
import { randomOrder } from '../../../../src/main/engine/exemplar/random-order.ts';
import { hammingDistance } from '../../../../src/main/engine/kernel/near-duplicate.ts';
import { generateClusteredHashes } from '../../../golden/generate-image.ts';

const count = 3000;
const hashes = generateClusteredHashes(count, 5);
const keys = Uint32Array.from({ length: count }, (_, i) => i * 2654435761);

function pointAt(radius: number, most: number, seed = 1) {
  const claims = keepExemplars(hashes, 8, randomOrder(count, 1), radius);
  return { claims, ...radiusPoint(hashes, 8, claims, radius, { keys, seed, most }) };
}

const pairsOf = (pairs: Uint32Array) =>
  Array.from({ length: pairs.length / wordsPerPair }, (_, i) =>
    pairs.subarray(i * wordsPerPair + 1, (i + 1) * wordsPerPair),
  );

test('every patch is an exemplar or counted at its distance', () => {
  for (const radius of [0, 7, 12]) {
    const { kept, distances } = pointAt(radius, 10);
    expect(distances).toHaveLength(radius + 1);
    expect(kept + distances.reduce((sum, at) => sum + at, 0)).toBe(count);
  }
});

test('distances are those from the exemplar that stands for a patch', () => {
  const few = Uint8Array.of(0b0000, 0b0001, 0b0110, 0b1000, 0b1111);
  const claims = { exemplars: Uint32Array.of(0, 4), owner: Uint32Array.of(0, 0, 0, 0, 4) };
  const draw = { keys: Uint32Array.from(few), seed: 1, most: 9 };
  const { kept, distances, pairs } = radiusPoint(few, 1, claims, 2, draw);
  expect({ kept, distances }).toEqual({ kept: 2, distances: Uint32Array.of(0, 2, 1) });
  expect(pairsOf(pairs)).toEqual([Uint32Array.of(2, 0)]);
});

test('pairs are of a patch and its exemplar, at the distance of the radius alone', () => {
  const { claims, pairs, distances } = pointAt(9, count);
  const drawn = pairsOf(pairs);
  expect(drawn).toHaveLength(distances[9] ?? -1);
  expect(drawn.length).toBeGreaterThan(20);
  for (const [patch = 0, exemplar = 0] of drawn) {
    expect(claims.owner[patch]).toBe(exemplar);
    expect(hammingDistance(hashes, 8, patch, exemplar)).toBe(9);
  }
});

test('a smaller draw is the beginning of a larger one, and another seed draws others', () => {
  const all = pairsOf(pointAt(9, count).pairs);
  expect(pairsOf(pointAt(9, 12).pairs)).toEqual(all.slice(0, 12));
  expect(pairsOf(pointAt(9, 12, 2).pairs)).not.toEqual(all.slice(0, 12));
});

test('which pairs are drawn does not hang on the places of the patches', () => {
  // The same patches with the same keys from back to front, grouped alike.
  const reversed = new Uint8Array(hashes.length);
  for (let i = 0; i < count; i++) {
    reversed.set(hashes.subarray(i * 8, i * 8 + 8), (count - 1 - i) * 8);
  }
  const order = randomOrder(count, 1).map((at) => count - 1 - at);
  const claims = keepExemplars(reversed, 8, order, 9);
  const draw = { keys: keys.slice().reverse(), seed: 1, most: 12 };
  const back = pairsOf(radiusPoint(reversed, 8, claims, 9, draw).pairs);
  const here = pairsOf(pointAt(9, 12).pairs);
  expect(back.map((pair) => [...pair].map((at) => count - 1 - at))).toEqual(
    here.map((pair) => [...pair]),
  );
});
