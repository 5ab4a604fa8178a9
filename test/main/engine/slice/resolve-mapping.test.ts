import { expect, test } from 'vitest';
import type { Samples } from '../../../../src/main/engine/slice/readable-volume.ts';
import { resolveMapping } from '../../../../src/main/engine/slice/resolve-mapping.ts';
import type { Mapping, SampleType } from '../../../../src/shared/volume.ts';
import { memoryVolume } from './memory-volume.ts';

const byType: Mapping = { kind: 'by-type' };

function resolve(
  samples: Samples,
  type: SampleType,
  mapping = byType,
  kind: 'picture' | 'volume' = 'volume',
  format = 'tiff',
) {
  const volume = memoryVolume(samples, type, { z: 1, y: 1, x: samples.length }, format);
  return resolveMapping(mapping, volume, kind, 'cell.tif');
}

const failure = (kind: string, rest: object) => ({
  ok: false,
  failure: { kind, path: 'cell.tif', ...rest },
});
const success = (value: object) => ({ ok: true, value });

test('by type, unsigned samples need no look at them', async () => {
  const volume = memoryVolume(Uint16Array.of(1, 2), 'uint16', { z: 1, y: 1, x: 2 });
  expect(await resolveMapping(byType, volume, 'volume', 'cell.tif')).toEqual(
    success({ rule: 'volume' }),
  );
  expect(volume.reads).toBe(0);
  expect(await resolve(Uint8Array.of(1), 'uint8')).toEqual(success({ rule: 'identity' }));
});

test('by type, a volume with negative values is refused with the lowest', async () => {
  expect(await resolve(Int16Array.of(4, -300, 9), 'int16')).toEqual(
    failure('negative-samples', { lowest: -300 }),
  );
  expect(await resolve(Float32Array.of(0.5, -0.25), 'float32')).toEqual(
    failure('negative-samples', { lowest: -0.25 }),
  );
  expect(await resolve(Int8Array.of(-1), 'int8')).toEqual(
    failure('negative-samples', { lowest: -1 }),
  );
  expect(await resolve(Int16Array.of(4, 0), 'int16')).toEqual(success({ rule: 'volume' }));
});

test('by type, values that are no numbers and fractions above 1 are refused', async () => {
  expect(await resolve(Float32Array.of(0, Number.NaN, 1 / 0), 'float32')).toEqual(
    failure('not-finite-samples', { count: 2 }),
  );
  expect(await resolve(Float32Array.of(0, 1.5), 'float32')).toEqual(
    failure('float-above-one', { highest: 1.5 }),
  );
  expect(await resolve(Float32Array.of(0, 1), 'float32')).toEqual(success({ rule: 'volume' }));
});

test('signed bytes of MRC files are allowed', async () => {
  expect(await resolve(Int8Array.of(-7), 'int8', byType, 'volume', 'mrc')).toEqual(
    success({ rule: 'linear', low: -128, high: 127 }),
  );
});

test('a picture may be signed or of any fractions, but not of values that are no numbers', async () => {
  expect(await resolve(Int16Array.of(-3), 'int16', byType, 'picture')).toEqual(
    success({ rule: 'picture', low: 0, high: 0 }),
  );
  expect(await resolve(Float32Array.of(-3.5, 100), 'float32', byType, 'picture')).toEqual(
    success({ rule: 'picture', low: -3.5, high: 100 }),
  );
  expect(await resolve(Float32Array.of(Number.NaN), 'float32', byType, 'picture')).toEqual(
    failure('not-finite-samples', { count: 1 }),
  );
});

test('the full range leaves out values that are no numbers', async () => {
  const samples = Float32Array.of(3, Number.NaN, -2, Number.POSITIVE_INFINITY);
  expect(await resolve(samples, 'float32', { kind: 'full-range' })).toEqual(
    success({ rule: 'linear', low: -2, high: 3 }),
  );
});

test('percentiles of 16-bit samples are exact', async () => {
  const samples = Int16Array.from({ length: 1000 }, (_value, i) => ((i * 7) % 1000) * 3 - 500);
  expect(await resolve(samples, 'int16', { kind: 'percentile', low: 1, high: 99 })).toEqual(
    success({ rule: 'linear', low: 9 * 3 - 500, high: 989 * 3 - 500 }),
  );
  expect(await resolve(samples, 'int16', { kind: 'percentile', low: 0, high: 100 })).toEqual(
    success({ rule: 'linear', low: -500, high: 999 * 3 - 500 }),
  );
});

test('percentiles of fractions are within a millionth of the range', async () => {
  const samples = Float64Array.from(
    { length: 10_000 },
    (_value, i) => ((i * 37) % 10_000) / 10_000,
  );
  const limits = await resolve(samples, 'float64', { kind: 'percentile', low: 5, high: 95 });
  if (!limits.ok || limits.value.rule !== 'linear') throw new Error('not resolved');
  expect(Math.abs(limits.value.low - 0.0499)).toBeLessThan(1e-6);
  expect(Math.abs(limits.value.high - 0.9499)).toBeLessThan(1e-6);
});

test('a constant volume has equal limits', async () => {
  const mapping: Mapping = { kind: 'percentile', low: 1, high: 99 };
  expect(await resolve(Float32Array.of(2, 2), 'float32', mapping)).toEqual(
    success({ rule: 'linear', low: 2, high: 2 }),
  );
});

test('a known range saves the pass over the samples', async () => {
  const volume = memoryVolume(Int16Array.of(5, 6), 'int16', { z: 1, y: 1, x: 2 });
  const range = { lowest: 5, highest: 6, notFinite: 0 };
  const resolved = await resolveMapping({ kind: 'full-range' }, volume, 'volume', 'a', { range });
  expect(resolved).toEqual(success({ rule: 'linear', low: 5, high: 6 }));
  expect(volume.reads).toBe(0);
});

test.each([
  [{ kind: 'manual', low: 5, high: 5 }],
  [{ kind: 'manual', low: 9, high: 5 }],
  [{ kind: 'percentile', low: -1, high: 99 }],
  [{ kind: 'percentile', low: 1, high: 101 }],
] as const)('limits in the wrong order or out of bounds are refused: %o', async (mapping) => {
  expect(await resolve(Uint8Array.of(1), 'uint8', mapping)).toMatchObject({
    failure: { kind: 'option-invalid', given: `${mapping.low}, ${mapping.high}` },
  });
});
