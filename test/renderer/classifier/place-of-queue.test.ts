import { expect, test } from 'vitest';
import { type PointedQueue, placeOf } from '../../../src/renderer/classifier/place-of-queue.ts';
import {
  firstQueue,
  queryOf,
  readShowing,
} from '../../../src/renderer/label/label-queue-choice.ts';
import { place } from '../../../src/shared/decision.ts';

const kinds: readonly PointedQueue[] = ['suspect', 'disagreement', 'unlabelled', 'hold-out'];

test.each(kinds)('the Label screen opens the queue %s as it would be chosen there', (kind) => {
  const pointed = place.parse(placeOf(kind, [3, 5]));
  expect(readShowing(pointed.showing)).toEqual({
    queue: { ...firstQueue, kind, sources: [3, 5] },
    asOf: null,
    assisted: false,
  });
});

test('a queue of one source asks for its patches alone', () => {
  const showing = readShowing(placeOf('unlabelled', [7]).showing);
  expect(showing && queryOf(showing.queue, null)).toMatchObject({
    set: 'unlabelled',
    sources: [7],
  });
});
