import { expect, test } from 'vitest';
import {
  firstQueue,
  followsScores,
  type Queue,
  queryOf,
  queueKind,
  queueOf,
  queueWords,
  readShowing,
  sayQueue,
} from '../../../src/renderer/label/label-queue-choice.ts';

const nameOf = (source: number) => `source ${source}`;

test('an order that a model makes has a tenth at random unless a person says otherwise, and says so', () => {
  const queue: Queue = { ...firstQueue, kind: 'expected-change' };
  expect(queryOf(queue, null)).toMatchObject({
    set: 'unlabelled',
    order: 'expected-change',
    randomShare: 0.1,
    eachSource: false,
  });
  expect(sayQueue(queue, nameOf)).toBe('Would change the model most · 10% at random');
  expect(sayQueue({ ...queue, eachSource: true, randomShare: 0.025 }, nameOf)).toBe(
    'Would change the model most · each source in turn · 2.5% at random',
  );
  expect(sayQueue({ ...queue, randomShare: 0 }, nameOf)).toBe('Would change the model most');
});

test('a random order and a list of suspects have nothing mixed in', () => {
  for (const kind of ['unlabelled', 'band', 'suspect', 'hold-out'] as const) {
    expect(queryOf({ ...firstQueue, kind }, null)).toMatchObject({ randomShare: 0 });
    expect(sayQueue({ ...firstQueue, kind }, nameOf)).not.toContain('%');
  }
});

test.each(queueKind.options)('a saved queue is the same when opened again: %s', (kind) => {
  const chosen: Queue = {
    ...firstQueue,
    kind,
    eachSource: true,
    randomShare: 0.2,
    sources: [3],
    seed: 7,
  };
  const query = queryOf(chosen, null);
  expect(queryOf(queueOf(query), null)).toEqual(query);
  expect(queueOf(query).kind).toBe(kind);
});

test('a place kept by an earlier version, which knew no shares, is still read', () => {
  const { eachSource: _, randomShare: __, ...queue } = firstQueue;
  const read = readShowing(JSON.stringify({ queue, asOf: 4, assisted: true }));
  expect(read).toEqual({ queue: firstQueue, asOf: 4, assisted: true });
  expect(readShowing('{')).toBeNull();
});

test('new scores change the order of every queue that needs a model, and of no other', () => {
  for (const kind of queueKind.options) {
    const { needs } = queueWords[kind];
    const needsScores = needs === 'model' || needs === 'two models' || kind === 'suspect';
    expect(followsScores(queryOf({ ...firstQueue, kind }, null)), kind).toBe(needsScores);
  }
});
