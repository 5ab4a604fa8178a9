import { expect, test } from 'vitest';
import { splitRequest } from '../../src/shared/export.ts';
import { splitSources } from '../../src/shared/split-sources.ts';

const sources = Array.from({ length: 40 }, (_, i) => ({
  name: `source-${i}`,
  patches: 10 + ((i * 7919) % 400),
}));
const total = sources.reduce((sum, { patches }) => sum + patches, 0);
const ask = (train: number, validation: number, test: number, seed = 1) =>
  splitRequest.parse({ train, validation, test, seed });

function shares(parts: ReadonlyMap<string, string>) {
  const of = (part: string) =>
    sources.reduce((sum, { name, patches }) => sum + (parts.get(name) === part ? patches : 0), 0);
  return [of('train') / total, of('validation') / total, of('test') / total];
}

test('every source goes to one part, and the parts come near the wished shares', () => {
  const { parts, warnings } = splitSources(sources, ask(0.8, 0.1, 0.1));
  expect([parts.size, warnings]).toEqual([40, []]);
  for (const [i, share] of shares(parts).entries()) {
    expect(Math.abs(share - [0.8, 0.1, 0.1][i]!)).toBeLessThan(0.01);
  }
});

test('it depends on names, counts and the seed, not on the order they come in', () => {
  const request = ask(0.7, 0.15, 0.15, 5);
  const { parts } = splitSources(sources, request);
  expect(splitSources([...sources].reverse(), request).parts).toEqual(parts);
  expect(splitSources(sources, { ...request, seed: 6 }).parts).not.toEqual(parts);
});

test('a part that is not wished for stays empty, and so do sources without patches', () => {
  const { parts } = splitSources([...sources, { name: 'empty', patches: 0 }], ask(0.5, 0, 0.5));
  expect(new Set(parts.values())).toEqual(new Set(['train', 'test']));
  expect(parts.has('empty')).toBe(false);
});

test('each wished part gets a source as long as there are enough, however uneven they are', () => {
  const uneven = [1000, 2, 1].map((patches, i) => ({ name: `s${i}`, patches }));
  const { parts, warnings } = splitSources(uneven, ask(0.8, 0.1, 0.1));
  expect([...parts.values()].sort()).toEqual(['test', 'train', 'validation']);
  expect(warnings[0]).toMatch(/^train holds 100 % of the patches instead of 80 %/);
});

test('fewer sources than parts is said', () => {
  const { warnings } = splitSources([{ name: 'one', patches: 5 }], ask(0.8, 0.1, 0.1));
  expect(warnings).toEqual([
    'There is 1 source for 3 parts, and a source is never divided: some part stays empty. Add sources, or ask for fewer parts.',
  ]);
  expect(splitSources([], ask(0.5, 0, 0.5)).parts.size).toBe(0);
});
