import { expect, test } from 'vitest';
import { ascendingOrder } from '../../../../src/main/engine/kernel/ascending-order.ts';
import { lendWords, takeBack } from '../../../../src/main/engine/kernel/lent-words.ts';
import { mixed } from '../../../../src/main/engine/kernel/mixed-key.ts';
import { spreadOf, spreadSteps } from '../../../../src/main/engine/kernel/spread-order.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

/** The comparison sort that it replaces. */
const plainOrder = (keys: Uint32Array): Uint32Array =>
  Uint32Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);

const random = xorshift32(8);
const kinds: Record<string, (i: number) => number> = {
  'keys of a hash': (i) => mixed(i ^ 77),
  'keys of a hash, many of them equal': (i) => mixed(i % 5000),
  'keys that share their last bits': () => (random.next() & 0xffc00000) >>> 0,
  'keys in descending order': (i) => 0xffffffff - 20_000 * i,
};

test.each(Object.entries(kinds))('%s come in the order a comparison gives', (_, make) => {
  for (const count of [70_000, 200_000]) {
    const keys = Uint32Array.from({ length: count }, (_unused, i) => make(i));
    expect(spreadOf(keys)).not.toBeNull();
    expect(ascendingOrder(keys)).toEqual(plainOrder(keys));
  }
});

test('keys that crowd, and few keys, are left to the plain sort', () => {
  const crowded = Uint32Array.from({ length: 100_000 }, () => random.next() >>> 8);
  expect(spreadOf(crowded)).toBeNull();
  expect(ascendingOrder(crowded)).toEqual(plainOrder(crowded));
  expect(spreadOf(Uint32Array.from({ length: 1000 }, () => random.next()))).toBeNull();
});

test('two sorts at once do not get in the way of each other', () => {
  const sets = [3, 4].map((seed) =>
    Uint32Array.from({ length: 80_000 }, (_, i) => mixed(i ^ seed)),
  );
  const sorts = sets.map((keys) => spreadSteps(keys, spreadOf(keys) ?? new Uint32Array(0)));
  const found: Uint32Array[] = [];
  while (found.filter(Boolean).length < 2) {
    for (const [i, steps] of sorts.entries()) {
      const step = steps.next();
      if (step.done && !found[i]) found[i] = step.value;
    }
  }
  expect(found).toEqual(sets.map(plainOrder));
});

test('words are lent to one at a time, and lent again when they are given back', () => {
  const first = lendWords(1000);
  const second = lendWords(500);
  expect(second.buffer).not.toBe(first.buffer);
  expect([first.length, second.length]).toEqual([1000, 500]);
  takeBack(first);
  takeBack(second);
  const third = lendWords(600);
  expect(third).toHaveLength(600);
  expect(lendWords(600).buffer).not.toBe(third.buffer);
});
