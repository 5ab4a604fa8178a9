import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eightBitMapper, toEightBit } from '../../../../src/main/engine/slice/to-eight-bit.ts';

// Computed with numpy 1.24.2 from the paper's rules. A level that no input gives has null.
interface Case {
  lut_sha256?: string;
  first_input_of_each_output?: (number | null)[];
  samples: [number, number][];
}
const golden = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../fixture/volume/convert8.json'), 'utf8'),
) as { [name: string]: Case } & {
  minmax: {
    cases: {
      name: string;
      input: number[];
      input_float32: number[];
      cleanup2d_float64: number[] | null;
    }[];
  };
};

const every16 = Uint16Array.from({ length: 65536 }, (_value, i) => i);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const volume = { rule: 'volume' } as const;
const picture = { rule: 'picture', low: 0, high: 0 } as const;
const inputs = (name: string): number[] => golden[name]!.samples.map(([input]) => input);
const outputs = (name: string): number[] => golden[name]!.samples.map(([, output]) => output);

function firstInputs(table: Uint8Array): (number | null)[] {
  return Array.from({ length: 256 }, (_value, level) => {
    const first = table.indexOf(level);
    return first === -1 ? null : first;
  });
}

describe('the rule for volumes, spec 1.3', () => {
  test('all 65,536 unsigned values', () => {
    const table = toEightBit(every16, 'uint16', volume, false);
    expect(sha256(table)).toBe(golden['patchify_uint16']?.lut_sha256);
    expect(firstInputs(table)).toEqual(golden['patchify_uint16']?.first_input_of_each_output);
  });

  test('all values of signed 16 bits that are not negative', () => {
    const table = toEightBit(new Int16Array(every16.slice(0, 32768)), 'int16', volume, false);
    expect(sha256(table)).toBe(golden['patchify_int16']?.lut_sha256);
    expect(firstInputs(table)).toEqual(golden['patchify_int16']?.first_input_of_each_output);
  });

  test.each([
    ['uint16', Uint16Array, 'patchify_uint16'],
    ['int16', Int16Array, 'patchify_int16'],
    ['uint32', Uint32Array, 'patchify_uint32'],
    ['float32', Float32Array, 'patchify_float32'],
  ] as const)('golden samples of %s', (type, Samples, name) => {
    const grey = toEightBit(new Samples(inputs(name)), type, volume, false);
    expect([...grey]).toEqual(outputs(name));
  });
});

describe('the rule for pictures, spec 1.2', () => {
  test('all 65,536 values, unsigned and signed', () => {
    const unsigned = toEightBit(every16, 'uint16', picture, false);
    expect(sha256(unsigned)).toBe(golden['cleanup2d_uint16']?.lut_sha256);
    expect(firstInputs(unsigned)).toEqual(golden['cleanup2d_uint16']?.first_input_of_each_output);
    const signed = Int16Array.from(every16, (value) => value - 32768);
    const table = toEightBit(signed, 'int16', picture, false);
    expect(sha256(table)).toBe(golden['cleanup2d_int16']?.lut_sha256);
  });

  test.each([
    ['uint16', Uint16Array, 'cleanup2d_uint16'],
    ['int16', Int16Array, 'cleanup2d_int16'],
    ['uint32', Uint32Array, 'cleanup2d_uint32'],
    ['int8', Int8Array, 'cleanup2d_int8'],
  ] as const)('golden samples of %s', (type, Samples, name) => {
    const grey = toEightBit(new Samples(inputs(name)), type, picture, false);
    expect([...grey]).toEqual(outputs(name));
  });

  test.each(golden.minmax.cases)('fractional samples: $name', (values) => {
    const wanted = values.cleanup2d_float64 ?? values.input.map(() => 0);
    const low = Math.min(...values.input);
    const high = Math.max(...values.input);
    const rule = { rule: 'picture', low, high } as const;
    const grey = toEightBit(Float64Array.from(values.input), 'float64', rule, false);
    expect([...grey]).toEqual(wanted);
    const narrow = Float32Array.from(values.input_float32);
    const limits = { low: Math.min(...narrow), high: Math.max(...narrow) };
    const greyOf32 = toEightBit(narrow, 'float32', { rule: 'picture', ...limits }, false);
    expect([...greyOf32]).toEqual(wanted);
  });
});

test('signed bytes between -128 and 127 are moved up by exactly 128', () => {
  const every = Int8Array.from({ length: 256 }, (_value, i) => i - 128);
  const grey = toEightBit(every, 'int8', { rule: 'linear', low: -128, high: 127 }, false);
  expect([...grey]).toEqual(Array.from({ length: 256 }, (_value, i) => i));
});

test('unsigned bytes stay the same memory, unless inverted', () => {
  const bytes = Uint8Array.of(0, 7, 255);
  expect(toEightBit(bytes, 'uint8', { rule: 'identity' }, false)).toBe(bytes);
  expect([...toEightBit(bytes, 'uint8', { rule: 'identity' }, true)]).toEqual([255, 248, 0]);
  expect([...bytes]).toEqual([0, 7, 255]);
});

test('inversion comes after the mapping', () => {
  const values = Float32Array.of(-1, 0, 0.5, 2);
  const rule = { rule: 'linear', low: 0, high: 1 } as const;
  expect([...toEightBit(values, 'float32', rule, false)]).toEqual([0, 0, 127, 255]);
  expect([...toEightBit(values, 'float32', rule, true)]).toEqual([255, 255, 128, 0]);
});

test('a constant image is black, never NaN, and values that are no numbers are black', () => {
  const rule = { rule: 'linear', low: 2.5, high: 2.5 } as const;
  expect([...toEightBit(Float32Array.of(2.5, 2.5), 'float32', rule, false)]).toEqual([0, 0]);
  const odd = Float32Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  const unit = { rule: 'linear', low: 0, high: 1 } as const;
  expect([...toEightBit(odd, 'float32', unit, false)]).toEqual([0, 255, 0]);
});

test('identity is refused for anything but unsigned bytes', () => {
  expect(() => eightBitMapper('uint16', { rule: 'identity' }, false)).toThrow('for uint8');
});
