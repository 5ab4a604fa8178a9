import { expect, test } from 'vitest';
import { createLabelQueue, labelRate } from '../../../src/renderer/session/label-queue.ts';
import type { LabelReceipt, Mark } from '../../../src/shared/decision.ts';
import { fail, type Outcome, succeed } from '../../../src/shared/failure.ts';

type Reply = (outcome: Outcome<LabelReceipt> | 'lost') => void;

/** A sender whose answers the test gives by hand. */
function handSender() {
  const sent: string[] = [];
  const replies: Reply[] = [];
  let clock = 0;
  let keys = 0;
  const ask = (words: string) =>
    new Promise<Outcome<LabelReceipt>>((resolve, reject) => {
      sent.push(words);
      replies.push((outcome) =>
        outcome === 'lost' ? reject(new Error('lost')) : resolve(outcome),
      );
    });
  const queue = createLabelQueue({
    apply: (request) =>
      ask(request.marks.map((each) => `${each.value} ${each.ordinals.join(',')}`).join('; ')),
    undo: () => ask('undo'),
    redo: () => ask('redo'),
    isLost: (problem) => problem instanceof Error && problem.message === 'lost',
    now: () => (clock += 1000),
    newKey: () => `key-${++keys}`,
  });
  const answer = async (outcome: Outcome<LabelReceipt> | 'lost') => {
    replies.shift()?.(outcome);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { queue, sent, answer };
}

const request = (value: Mark['value'], ...ordinals: number[]): readonly Mark[] => [
  { ordinals, value, reason: null, origin: 'hand', pass: 'first' },
];
const receipt = (changed: LabelReceipt['changed'] = [], summary = 'Done.') =>
  succeed({ action: 1, at: 0, changed, summary });

test('a label is painted at once as pending and turns solid when acknowledged', async () => {
  const { queue, answer } = handSender();
  queue.label(request('informative', 7));
  expect(queue.paintedOf(7)).toMatchObject({ value: 'informative', state: 'pending' });
  expect(queue.store.get()).toMatchObject({ waiting: 1, savedAt: null });
  await answer(receipt());
  expect(queue.paintedOf(7)?.state).toBe('saved');
  expect(queue.store.get()).toMatchObject({
    waiting: 0,
    savedAt: 1000,
    saved: 1,
    message: 'Done.',
  });
});

test('labels are sent one after another in the order given', async () => {
  const { queue, sent, answer } = handSender();
  queue.label(request('informative', 1));
  queue.label(request('uninformative', 2));
  queue.undo();
  expect(sent).toEqual(['informative 1']);
  await answer(receipt());
  await answer(receipt());
  expect(sent).toEqual(['informative 1', 'uninformative 2', 'undo']);
});

test('an answer to an earlier label never paints over a later one', async () => {
  const { queue, answer } = handSender();
  queue.label(request('informative', 5));
  queue.label(request('unsure', 5));
  await answer(receipt([{ ordinal: 5, value: 'informative', reason: null }]));
  expect(queue.paintedOf(5)).toMatchObject({ value: 'unsure', state: 'pending' });
  await answer(receipt());
  expect(queue.paintedOf(5)).toMatchObject({ value: 'unsure', state: 'saved' });
});

test('an undo paints what its receipt says', async () => {
  const { queue, answer } = handSender();
  queue.label(request('informative', 5));
  await answer(receipt());
  queue.undo();
  await answer(receipt([{ ordinal: 5, value: 'none', reason: null }], 'Undone.'));
  expect(queue.paintedOf(5)).toMatchObject({ value: 'none', state: 'saved' });
});

test('a lost connection keeps every label and sends it again after reconnecting', async () => {
  const { queue, sent, answer } = handSender();
  queue.label(request('informative', 1, 2));
  queue.label(request('unsure', 3));
  await answer('lost');
  expect(queue.store.get()).toMatchObject({ waiting: 3, isLost: true });
  expect(sent).toHaveLength(1);
  queue.resume();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await answer(receipt());
  expect(sent).toEqual(['informative 1,2', 'informative 1,2', 'unsure 3']);
  expect(queue.store.get()).toMatchObject({ waiting: 1, isLost: false });
});

test('a refused label is marked on its patch and can be sent again', async () => {
  const { queue, sent, answer } = handSender();
  queue.label(request('informative', 1, 2));
  await answer(fail({ kind: 'disk-full', path: 'project', needs: 10, free: 1 }));
  expect(queue.paintedOf(1)?.state).toBe('failed');
  expect(queue.paintedOf(1)?.problem).toContain('free');
  expect(queue.store.get()).toMatchObject({ waiting: 0, failed: 2 });
  queue.label(request('unsure', 2));
  await answer(receipt());
  queue.retry();
  expect(sent.at(-1)).toBe('informative 1');
  await answer(receipt());
  expect(queue.store.get().failed).toBe(0);
});

test('fresh pages replace saved labels but not pending ones; another project forgets all', async () => {
  const { queue, answer } = handSender();
  queue.label(request('informative', 1));
  await answer(receipt());
  queue.label(request('unsure', 2));
  queue.forget([1, 2]);
  expect([queue.paintedOf(1), queue.paintedOf(2)?.state]).toEqual([null, 'pending']);
  queue.reset();
  expect(queue.paintedOf(2)).toBeNull();
});

test('the rate counts the last minute only', () => {
  expect(labelRate([], 0)).toBe(0);
  const recent = [0, 30_000, 50_000, 59_000].map((at) => ({ at, count: 2 }));
  expect(labelRate(recent, 60_000)).toBeCloseTo(12, 5);
  expect(labelRate(recent, 200_000)).toBe(0);
});
