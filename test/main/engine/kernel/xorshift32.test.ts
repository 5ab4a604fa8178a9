import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('the stream of seed 1 is the published one', () => {
  const { next } = xorshift32(1);
  expect([next(), next(), next()]).toEqual([270369, 67634689, 2647435461]);
});

test('seed 0 stands for 0x9e3779b9', () => {
  expect(xorshift32(0).next()).toBe(xorshift32(0x9e3779b9).next());
});

test('a byte is the top eight bits of the next state', () => {
  expect(xorshift32(7).byte()).toBe(xorshift32(7).next() >>> 24);
});

test.each([1, 2, 1000, 2 ** 21 - 1, 2 ** 21, 2 ** 31 + 12345, 2 ** 32])(
  'below(%d) is exact where a double product would round',
  (n) => {
    const [random, same] = [xorshift32(99), xorshift32(99)];
    for (let draw = 0; draw < 2000; draw++) {
      expect(random.below(n)).toBe(Number((BigInt(same.next()) * BigInt(n)) >> 32n));
    }
  },
);
