import { expect, test } from 'vitest';
import { broadcast } from '../../../../src/main/engine/job/broadcast.ts';

interface Count {
  of: string;
  value: number;
}
const sameCount = (a: Count, b: Count) => a.of === b.of;

/** Begins to listen: a generator listens from its first `next`. */
async function listen(events: ReturnType<typeof broadcast<Count>>, signal?: AbortSignal) {
  const iterator = events.listen(signal)[Symbol.asyncIterator]();
  const first = iterator.next();
  events.send({ of: 'hello', value: 0 });
  await first;
  return iterator;
}

test('a listener that is behind gets the newest of each thing, in the order they first came', async () => {
  const events = broadcast(sameCount);
  const iterator = await listen(events);
  for (let value = 1; value <= 1000; value++) events.send({ of: 'patches', value });
  events.send({ of: 'labels', value: 7 });
  events.send({ of: 'patches', value: 1001 });
  expect((await iterator.next()).value).toEqual({ of: 'patches', value: 1001 });
  expect((await iterator.next()).value).toEqual({ of: 'labels', value: 7 });
});

test('a slow listener does not hold up another', async () => {
  const events = broadcast(sameCount);
  const slow = await listen(events);
  const quick = await listen(events);
  for (let value = 1; value <= 3; value++) {
    events.send({ of: 'patches', value });
    expect((await quick.next()).value).toEqual({ of: 'patches', value });
  }
  await slow.next();
  expect((await slow.next()).value).toEqual({ of: 'patches', value: 3 });
});

test('listening ends with its signal, also while it waits', async () => {
  const events = broadcast(sameCount);
  const abort = new AbortController();
  const iterator = await listen(events, abort.signal);
  const waiting = iterator.next();
  abort.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  events.send({ of: 'patches', value: 1 });
});
