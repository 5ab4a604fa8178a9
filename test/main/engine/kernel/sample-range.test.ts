import { expect, test } from 'vitest';
import { emptyRange, widenRangePlainly } from '../../../../src/main/engine/kernel/sample-range.ts';
import { widenRange } from '../../../../src/main/engine/kernel/sample-range-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const random = xorshift32(29);
const arrays = [Uint8Array, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array] as const;

function expectEqual(samples: ArrayLike<number>): void {
  const [fast, plain] = [emptyRange(), emptyRange()];
  // Widened twice, as by the planes of a volume.
  for (const range of [fast, fast]) widenRange(range, samples);
  for (const range of [plain, plain]) widenRangePlainly(range, samples);
  expect(fast).toEqual(plain);
}

test.each([0, 1, 7, 8, 9, 4000, 70_001])('the range of %i samples of each type', (length) => {
  for (const array of arrays) {
    const samples = new array(length);
    for (let i = 0; i < length; i++) samples[i] = random.next() >> 7;
    expectEqual(samples);
  }
  const float = () => random.next() / 2 ** 20 - 2048;
  expectEqual(Float32Array.from({ length }, float));
  expectEqual(Float64Array.from({ length }, float));
});

test('the highest may be the lowest of its type, and the other way round', () => {
  for (const value of [-32768, 32767]) expectEqual(new Int16Array(40).fill(value));
  for (const value of [0, 65535]) expectEqual(new Uint16Array(40).fill(value));
});

test('what is not finite is counted and widens nothing', () => {
  const not = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const samples = Float32Array.from({ length: 30_003 }, (_, i) =>
    i % 5 < 3 ? (not[i % 5] ?? 0) : random.byte() - 100,
  );
  expectEqual(samples);
  expectEqual(samples.subarray(0, 3));
  expectEqual(Float32Array.from({ length: 24 }, () => Number.NaN));
  expectEqual(Float32Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? -0 : 0)));
});
