import { expect, test } from 'vitest';
import { plainDifferences } from '../../../../src/main/engine/compare/plain-differences.ts';

test('equal values have no differences, whatever the order of their keys', () => {
  expect(plainDifferences({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, 10)).toEqual([]);
});

test('each difference says where it is', () => {
  const a = { seed: 1, cut: { planes: null, size: 224 }, model: { id: 'x' } };
  const b = { seed: 2, cut: { planes: ['xy'], size: 224 }, model: null };
  expect(plainDifferences(a, b, 10)).toEqual([
    { where: ['seed'], a: '1', b: '2' },
    { where: ['cut', 'planes'], a: null, b: '["xy"]' },
    { where: ['model'], a: '{"id":"x"}', b: null },
  ]);
});

test('sources are matched by name', () => {
  const a = { sources: [{ name: 'liver', licence: 'CC0-1.0' }, { name: 'old' }] };
  const b = { sources: [{ name: 'new' }, { name: 'liver', licence: 'CC-BY-4.0' }] };
  expect(plainDifferences(a, b, 10)).toEqual([
    { where: ['sources', 'liver', 'licence'], a: 'CC0-1.0', b: 'CC-BY-4.0' },
    { where: ['sources', 'old'], a: '{"name":"old"}', b: null },
    { where: ['sources', 'new'], a: null, b: '{"name":"new"}' },
  ]);
});

test('lists with a name twice are compared as they are', () => {
  const twice = [{ name: 'v' }, { name: 'v' }];
  expect(plainDifferences({ volumes: twice }, { volumes: twice }, 10)).toEqual([]);
});

test('no more are told than asked for', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`key ${i}`, i]));
  expect(plainDifferences(many, {}, 7)).toHaveLength(7);
});
