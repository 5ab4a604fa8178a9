import { expect, test } from 'vitest';
import { resampleTaps } from '../../../../src/main/engine/kernel/resample-taps.ts';
import {
  columnWeights,
  createPlainWeigher,
  pairBytes,
  rowTable,
  type Weigher,
} from '../../../../src/main/engine/kernel/weigher.ts';
import { createWeigher } from '../../../../src/main/engine/kernel/weigher-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const filters = ['bilinear', 'lanczos'] as const;

function placed(weigher: Weigher, bytes: Uint8Array): number {
  const at = weigher.area(bytes.length);
  weigher.bytes(at, bytes.length).set(bytes);
  return at;
}

/** The same work for either weigher; what it leaves in memory is returned. */
function alongRows(weigher: Weigher, seed: number): Uint8Array {
  const random = xorshift32(seed);
  const [rows, width, outputs] = [1 + random.below(9), 1 + random.below(70), 1 + random.below(40)];
  const filter = filters[random.below(2)] ?? 'lanczos';
  const stride = width + random.below(5);
  const pixels = Uint8Array.from({ length: rows * stride + 8 }, random.byte);
  const from = placed(weigher, pixels);
  const table = placed(weigher, rowTable(resampleTaps(width, outputs, filter)));
  const targetStride = outputs + random.below(4);
  const target = placed(weigher, new Uint8Array(rows * targetStride));
  weigher.weighRows(from, stride, rows, table, outputs, target, targetStride);
  return weigher.bytes(target, rows * targetStride).slice();
}

function downColumns(weigher: Weigher, seed: number): Uint8Array {
  const random = xorshift32(seed);
  const [rows, columns, outputs] = [
    1 + random.below(60),
    1 + random.below(40),
    1 + random.below(9),
  ];
  const stride = Math.ceil(columns / 16) * 16;
  const from = placed(weigher, Uint8Array.from({ length: rows * stride }, random.byte));
  const list = weigher.area(4 * (rows + 1));
  for (let k = 0; k <= rows; k++) {
    weigher.words(list, rows + 1)[k] = from + Math.min(k, rows - 1) * stride;
  }
  const start = Int32Array.from({ length: stride }, () => (random.byte() - 128) << 20);
  const sums = placed(weigher, new Uint8Array(start.buffer));
  const target = placed(weigher, new Uint8Array(3 * outputs * stride));
  for (const [i, tap] of resampleTaps(rows, outputs, filters[seed % 2] ?? 'lanczos').entries()) {
    const { firstPair, pairs } = columnWeights(tap);
    const weights = placed(weigher, pairs);
    const count = pairs.length / pairBytes;
    const at = list + 8 * firstPair;
    // Alone, on top of sums, and into sums that are rounded at last.
    weigher.weighColumns(at, count, weights, columns, 0, target + i * stride);
    weigher.weighColumns(at, count, weights, columns, sums, target + (outputs + i) * stride);
    weigher.weighColumns(at, count, weights, columns, sums, 0);
    weigher.weighColumns(at, 0, weights, columns, sums, target + (2 * outputs + i) * stride);
  }
  return weigher.bytes(target, 3 * outputs * stride).slice();
}

function bits(weigher: Weigher, seed: number): Uint8Array {
  const random = xorshift32(seed);
  const [size, patches] = [2 + random.below(31), 1 + random.below(5)];
  const room = patches * size * (size + 1);
  const small = placed(
    weigher,
    Uint8Array.from({ length: room }, () => random.below(4)),
  );
  const perHash = Math.ceil((size * size) / 8);
  const target = placed(weigher, new Uint8Array(patches * perHash).fill(255));
  // Patches one after another, or pixel by pixel beside one another.
  const [patchStep, rowStep, columnStep] =
    seed % 2 === 0 ? [size * (size + 1), size + 1, 1] : [1, (size + 1) * patches, patches];
  weigher.brighterToTheRight(small, patches, patchStep, rowStep, columnStep, size, target, perHash);
  return weigher.bytes(target, patches * perHash).slice();
}

test.each([
  ['rows', alongRows],
  ['columns', downColumns],
  ['bits', bits],
] as const)('both weighers leave the same bytes: %s', (_what, workWith) => {
  const [fast, plain] = [createWeigher(), createPlainWeigher()];
  for (let seed = 1; seed <= 200; seed++) {
    fast.clear();
    plain.clear();
    expect(workWith(fast, seed), `seed ${seed}`).toEqual(workWith(plain, seed));
  }
});

test('areas do not overlap, and give their memory back when they are cleared', () => {
  for (const weigher of [createWeigher(), createPlainWeigher()]) {
    const places = [1, 100_000, 16, 70_000].map((bytes) => ({ bytes, at: weigher.area(bytes) }));
    for (const [i, { at, bytes }] of places.entries()) weigher.bytes(at, bytes).fill(i + 1);
    for (const [i, { at, bytes }] of places.entries()) {
      expect(weigher.bytes(at, bytes).every((value) => value === i + 1)).toBe(true);
    }
    weigher.clear();
    expect(weigher.area(5)).toBe(places[0]?.at);
  }
});
