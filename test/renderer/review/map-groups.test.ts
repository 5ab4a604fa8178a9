import { expect, test } from 'vitest';
import { mostGroups } from '../../../src/renderer/element/scatter-painter.ts';
import {
  groupsByLabel,
  groupsByScore,
  groupsBySource,
} from '../../../src/renderer/review/map-groups.ts';

const named = (source: number) => `source ${source}`;

test('the source with most points comes first', () => {
  const { groups, of } = groupsBySource([5, 2, 2, 9, 2, 9], named);
  expect(groups.map(({ name }) => name)).toEqual(['source 2', 'source 9', 'source 5']);
  expect([...of]).toEqual([2, 0, 0, 1, 0, 1]);
});

test('as many sources as can be told apart differ in colour or shape', () => {
  const { groups } = groupsBySource(
    Array.from({ length: mostGroups }, (_, i) => i),
    named,
  );
  expect(new Set(groups.map(({ colour, shape }) => `${colour} ${shape}`)).size).toBe(mostGroups);
});

test('more sources than that share one group, which says how many they are', () => {
  const { groups, of } = groupsBySource(
    Array.from({ length: mostGroups + 4 }, (_, i) => i),
    named,
  );
  expect(groups).toHaveLength(mostGroups);
  expect(groups.at(-1)?.name).toBe('5 other sources');
  expect(of.slice(mostGroups - 2)).toEqual(
    Uint8Array.of(mostGroups - 2, ...Array(5).fill(mostGroups - 1)),
  );
});

test('scores fall in fifths, the highest with the last, and none is a group of its own', () => {
  const { groups, of } = groupsByScore([0, 0.19, 0.2, 0.99, 1, null]);
  expect([...of]).toEqual([0, 0, 1, 4, 4, 5]);
  expect(groups[5]).toMatchObject({ name: 'no score', under: true });
});

test('labels have the shapes and colours that they have elsewhere', () => {
  const { groups, of } = groupsByLabel(['none', 'informative', 'uninformative', 'unsure']);
  expect(Array.from(of, (group) => groups[group]?.name)).toEqual([
    'not labelled',
    'informative',
    'uninformative',
    'unsure',
  ]);
  expect(new Set(groups.map(({ shape }) => shape)).size).toBe(4);
});
