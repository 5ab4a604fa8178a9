import { expect, test } from 'vitest';
import {
  parseAxes,
  parseMapping,
  parseSplit,
  parseVoxelSize,
  share,
  wholeNumber,
} from '../../../src/main/cli/option.ts';
import { cutSettings } from '../../../src/shared/cut.ts';

test('a voxel size is three edges in nanometres, slowest axis first', () => {
  expect(parseVoxelSize('30,8,8.5')).toEqual({ z: 30, y: 8, x: 8.5 });
  expect(parseVoxelSize('file')).toBeNull();
  for (const given of [
    '8',
    '8,8',
    '8,8,8,8',
    '8,8,',
    '0,8,8',
    '-8,8,8',
    'a,b,c',
    '',
    '8,8,Infinity',
  ]) {
    expect(() => parseVoxelSize(given)).toThrow(`"${given}" is not a voxel size`);
  }
});

test('a mapping is a rule, with limits where the rule has them', () => {
  expect(parseMapping('by-type')).toEqual({ kind: 'by-type' });
  expect(parseMapping('full-range')).toEqual({ kind: 'full-range' });
  expect(parseMapping('percentile:0.5,99.5')).toEqual({ kind: 'percentile', low: 0.5, high: 99.5 });
  expect(parseMapping('manual:-100,1e4')).toEqual({ kind: 'manual', low: -100, high: 10000 });
  for (const given of [
    'auto',
    'percentile',
    'percentile:5',
    'percentile:-1,99',
    'percentile:1,101',
  ]) {
    expect(() => parseMapping(given)).toThrow('--mapping cannot be');
  }
  expect(() => parseMapping('manual:9,3')).toThrow('Use by-type, full-range');
  expect(() => parseMapping('manual:a,3')).toThrow('--mapping cannot be "manual:a,3"');
});

test('axes are planes by name or by number, each once, in a fixed order', () => {
  expect(parseAxes('yz,xy')).toEqual(['xy', 'yz']);
  expect(parseAxes('0,1,2')).toEqual(['xy', 'xz', 'yz']);
  expect(parseAxes('2,yz')).toEqual(['yz']);
  for (const given of ['', 'xy,', 'zx', '3'])
    expect(() => parseAxes(given)).toThrow('--axes cannot');
});

test('a whole number is held to the limits of the contract', () => {
  const patchSize = wholeNumber('--patch-size', cutSettings.shape.patchSize);
  expect(patchSize('224')).toBe(224);
  for (const given of ['15', '4097', '224.5', '-224', 'big', '', '0x80']) {
    expect(() => patchSize(given)).toThrow(`--patch-size cannot be "${given}"`);
  }
});

test('a share is a number from 0 to 1', () => {
  expect(share('the threshold')('0.5')).toBe(0.5);
  for (const given of ['1.01', '-0.1', 'half', '', 'NaN']) {
    expect(() => share('the threshold')(given)).toThrow('Use a number from 0 to 1');
  }
});

test('a split is three percentages of whole sources', () => {
  expect(parseSplit('80,10,10')).toEqual({ train: 0.8, validation: 0.1, test: 0.1 });
  expect(parseSplit('70, 0, 30')).toEqual({ train: 0.7, validation: 0, test: 0.3 });
  for (const given of ['80,20', '80,10,20', '-10,100,10', 'a,b,c', '', '80,10,', '50,25,25,0']) {
    expect(() => parseSplit(given)).toThrow('three percentages that add up to 100');
  }
});
