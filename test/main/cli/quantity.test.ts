import { expect, test } from 'vitest';
import { bytes, count, counted, duration, fixed, percent } from '../../../src/main/cli/quantity.ts';

test('numbers read as a person says them', () => {
  expect(count(1204331)).toBe('1,204,331');
  expect([counted(1, 'source'), counted(0, 'patch', 'patches')]).toEqual(['1 source', '0 patches']);
  expect([0, 999, 1000, 1.25e9, 2e15].map(bytes)).toEqual([
    '0 bytes',
    '999 bytes',
    '1.0 kB',
    '1.3 GB',
    '2000.0 TB',
  ]);
  expect([0.4, 59, 60, 3599, 7500].map(duration)).toEqual([
    '0 s',
    '59 s',
    '1 min 0 s',
    '59 min 59 s',
    '2 h 5 min',
  ]);
  expect([percent(0.1784), fixed(null, 3), fixed(0.5, 3)]).toEqual(['17.8 %', '-', '0.500']);
});
