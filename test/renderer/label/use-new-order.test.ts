import { expect, test } from 'vitest';
import { firstQueue, queryOf } from '../../../src/renderer/label/label-queue-choice.ts';
import { orderOf } from '../../../src/renderer/label/use-new-order.ts';

const queueOf = (kind: typeof firstQueue.kind) => queryOf({ ...firstQueue, kind }, null);

test('a queue that follows scores has a new order once another model is in force, not before', () => {
  const query = queueOf('expected-change');
  expect(orderOf(query, 'first', 'second')).toEqual({ isOffered: true, comesWithPage: true });
  expect(orderOf(query, 'first', 'first')).toEqual({ isOffered: false, comesWithPage: false });
  expect(orderOf(query, null, 'first')).toEqual({ isOffered: false, comesWithPage: false });
});

test('a random order stays, but the next page has what the new model says', () => {
  expect(orderOf(queueOf('unlabelled'), 'first', 'second')).toEqual({
    isOffered: false,
    comesWithPage: true,
  });
});

test('suspects are drawn again only when asked: a committed page would come back with them', () => {
  expect(orderOf(queueOf('suspect'), 'first', 'second')).toEqual({
    isOffered: true,
    comesWithPage: false,
  });
});
