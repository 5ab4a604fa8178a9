import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from '../../../../src/main/engine/export/in-order.ts';

const numbers = Array.from({ length: 40 }, (_, i) => i);

test('answers come in the order of the items, whichever is ready first', async () => {
  const found: number[] = [];
  for await (const n of inOrder(numbers, async (n) => sleep((n * 7) % 5, n))) found.push(n);
  expect(found).toEqual(numbers);
});

test('only a few are worked on at once', async () => {
  let [running, most] = [0, 0];
  const work = async () => {
    most = Math.max(most, ++running);
    await sleep(1);
    running--;
  };
  for await (const _ of inOrder(numbers, work));
  expect(most).toBe(8);
});

test('an error is thrown when its turn comes, after what runs has ended', async () => {
  let running = 0;
  const read = async () => {
    const work = async (n: number) => {
      running++;
      await sleep(n === 3 ? 0 : 5);
      running--;
      if (n === 3) throw new Error('three');
    };
    for await (const _ of inOrder(numbers, work));
  };
  await expect(read()).rejects.toThrow('three');
  expect(running).toBe(0);
});
