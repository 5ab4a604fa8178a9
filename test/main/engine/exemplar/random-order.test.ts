import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  randomOrder,
  randomOrderAfter,
} from '../../../../src/main/engine/exemplar/random-order.ts';

const golden = join(import.meta.dirname, '../../../fixture/golden/volume.json');

test('the orders are those of the reference', () => {
  // `as`: golden's own file.
  const { volumes } = JSON.parse(readFileSync(golden, 'utf8')) as {
    volumes: { spec: { order_seed: number }; order: number[] }[];
  };
  expect(volumes.length).toBe(3);
  for (const { spec, order } of volumes) {
    expect(Array.from(randomOrder(order.length, spec.order_seed))).toEqual(order);
  }
});

test('known exemplars lead, as they are, and the rest follow in the order they would have alone', () => {
  const order = Array.from(randomOrderAfter(3, 8, 9));
  const rest = Array.from(randomOrder(5, 9), (at) => at + 3);
  expect(order).toEqual([0, 1, 2, ...rest]);
  expect(randomOrderAfter(0, 8, 9)).toEqual(randomOrder(8, 9));
});

test('every item is visited once', () => {
  const order = randomOrder(5000, 0);
  expect(order.toSorted()).toEqual(Uint32Array.from({ length: 5000 }, (_, i) => i));
});

test('none and one are orders too', () => {
  expect([randomOrder(0, 1), randomOrder(1, 1)]).toEqual([new Uint32Array(0), Uint32Array.of(0)]);
});
