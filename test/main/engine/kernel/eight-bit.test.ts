import { expect, test } from 'vitest';
import {
  type GreyRule,
  lookUpWordsPlainly,
  mapFloatsPlainly,
} from '../../../../src/main/engine/kernel/eight-bit.ts';
import { lookUpWords, mapFloats } from '../../../../src/main/engine/kernel/eight-bit-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const random = xorshift32(23);
const table = Uint8Array.from({ length: 65536 }, () => random.byte());

// Shorter and longer than a block, and of no whole number of steps.
test.each([0, 1, 7, 8, 16, 1001, 16384, 50_003])('looking up %i words', (length) => {
  for (const array of [Uint16Array, Int16Array]) {
    const samples = new array(length);
    for (let i = 0; i < length; i++) samples[i] = random.next();
    const [fast, plain] = [new Uint8Array(length), new Uint8Array(length)];
    lookUpWords(samples, table, fast);
    lookUpWordsPlainly(samples, table, plain);
    expect(fast).toEqual(plain);
  }
});

const odd = [0, -0, 1, -1, 0.5, 255, 256, 1e30, -1e30, 1e-45, 3.4e38];
const specials = [...odd, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
const rules: readonly GreyRule[] = [
  { kind: 'single', most: 1 },
  { kind: 'single', most: 0.3 },
  { kind: 'double', low: 0, range: 1 },
  { kind: 'double', low: -0.37, range: 1.91 },
  { kind: 'double', low: -1e9, range: 3e9 },
];

test.each(rules)('floats by $kind', (rule) => {
  const span = rule.kind === 'single' ? rule.most : rule.range;
  const low = rule.kind === 'single' ? 0 : rule.low;
  const samples = Float32Array.from({ length: 40_007 }, (_, i) => {
    if (i % 97 < specials.length) return specials[i % 97] ?? 0;
    // Half of them where one grey level ends and the next begins.
    const level = (random.next() >>> 0) % 256;
    const within = i % 2 === 0 ? 0 : random.byte() / 128 - 0.5;
    return low + ((level + within) / 255) * span;
  });
  for (const inverted of [0, 255]) {
    const [fast, plain] = [new Uint8Array(samples.length), new Uint8Array(samples.length)];
    mapFloats(samples, rule, inverted, fast);
    mapFloatsPlainly(samples, rule, inverted, plain);
    expect(fast).toEqual(plain);
  }
});

test('samples may begin anywhere in their buffer, and room behind them stays as it is', () => {
  const samples = Float32Array.from({ length: 37 }, (_, i) => i / 40).subarray(3);
  const room = new Uint8Array(64).fill(9);
  mapFloats(samples, { kind: 'single', most: 1 }, 0, room);
  const plain = new Uint8Array(34);
  mapFloatsPlainly(samples, { kind: 'single', most: 1 }, 0, plain);
  expect(room.subarray(0, 34)).toEqual(plain);
  expect(room.subarray(34)).toEqual(new Uint8Array(30).fill(9));
});
