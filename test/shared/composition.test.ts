import { expect, test } from 'vitest';
import {
  type ComposedSource,
  type CompositionField,
  composeSources,
  spacingRange,
  statedValues,
} from '../../src/shared/composition.ts';
import { compositionFigure, shownBars } from '../../src/shared/composition-figure.ts';
import { figureCsv } from '../../src/shared/figure.ts';

const source = (
  id: number,
  stated: Partial<Record<'technique' | 'organism' | 'tissue', string>>,
  spacings: [number | null, number, number, number | null][],
): ComposedSource => ({
  id,
  technique: '',
  organism: '',
  tissue: '',
  ...stated,
  spacings: spacings.map(([nm, raw, dedup, curated]) => ({ nm, patches: { raw, dedup, curated } })),
});

const sources = [
  source(1, { technique: 'FIB-SEM', organism: 'Mouse' }, [[8, 100, 40, 10]]),
  source(2, { technique: ' fib-sem ; TEM', organism: 'mouse' }, [[4, 60, 30, 30]]),
  source(3, { technique: 'FIB-SEM', organism: ' mouse  ' }, [
    [8, 20, 10, 0],
    [2, 20, 20, 0],
  ]),
  source(4, {}, [[null, 0, 0, 0]]),
];

const fieldOf = (field: CompositionField, all = sources) => {
  const found = composeSources(all).fields.find((each) => each.field === field);
  if (!found) throw new Error('no such field');
  return found;
};

test('text that differs in case and white space alone is one value, spelt as most sources do', () => {
  expect(fieldOf('organism').bars.map(({ value, sources }) => [value, sources])).toEqual([
    ['mouse', [1, 2, 3]],
    ['', [4]],
  ]);
});

test('a source that states two techniques is counted for each, and that is said', () => {
  const { bars, several } = fieldOf('technique');
  expect(bars).toEqual([
    {
      value: 'FIB-SEM',
      sources: [1, 2, 3],
      experiments: { raw: 3, dedup: 3, curated: 2 },
      patches: { raw: 200, dedup: 100, curated: 40 },
    },
    {
      value: 'TEM',
      sources: [2],
      experiments: { raw: 1, dedup: 1, curated: 1 },
      patches: { raw: 60, dedup: 30, curated: 30 },
    },
    {
      value: '',
      sources: [4],
      experiments: { raw: 0, dedup: 0, curated: 0 },
      patches: { raw: 0, dedup: 0, curated: 0 },
    },
  ]);
  expect(several).toBe(1);
});

test('what is not stated is a bar of its own, and last', () => {
  for (const { bars } of composeSources(sources).fields) expect(bars.at(-1)?.value).toBe('');
  expect(fieldOf('tissue').bars).toHaveLength(1);
});

test('pixel spacings fall into half-octaves, empty ones between others included', () => {
  const { bars, several } = fieldOf('spacing');
  expect(bars.map(({ value, patches }) => [value, patches.raw])).toEqual([
    ['2 to 2.8 nm', 20],
    ['2.8 to 4 nm', 0],
    ['4 to 5.7 nm', 60],
    ['5.7 to 8 nm', 0],
    ['8 to 11 nm', 120],
    ['', 0],
  ]);
  expect(several).toBe(1);
  expect([0.5, 1, 1.39, 1.42, 64, 90, 91].map(spacingRange)).toEqual([
    '0.5 to 0.71 nm',
    '1 to 1.4 nm',
    '1 to 1.4 nm',
    '1.4 to 2 nm',
    '64 to 91 nm',
    '64 to 91 nm',
    '91 to 128 nm',
  ]);
});

test('each source and each patch is counted once in the sums', () => {
  const { experiments, patches } = composeSources(sources);
  expect(experiments).toEqual({ raw: 3, dedup: 3, curated: 2 });
  expect(patches).toEqual({ raw: 200, dedup: 100, curated: 40 });
});

test('without a curated set there are no curated counts', () => {
  const composed = composeSources([source(1, {}, [[8, 10, 5, null]])]);
  expect(composed.patches.curated).toBeNull();
  const [technique] = composed.fields;
  if (!technique) throw new Error('no field');
  const figure = compositionFigure(composed, technique, 'patches');
  expect(figure.marks.map(({ name }) => name)).toEqual(['raw', 'dedup']);
});

test('a field of the free text is split at semicolons alone, and each value stands once', () => {
  expect(statedValues('FIB-SEM, room temperature; TEM ;; tem;')).toEqual([
    'FIB-SEM, room temperature',
    'TEM',
  ]);
});

test('the figure has a row for each value and set, in shares of the set', () => {
  const composed = composeSources(sources);
  const technique = fieldOf('technique');
  const csv = figureCsv(compositionFigure(composed, technique, 'patches'));
  expect(csv.split('\n').slice(7)).toEqual([
    "series,Share of the set's patches,",
    'raw,1,FIB-SEM',
    'raw,0.3,TEM',
    'raw,0,not stated',
    'dedup,1,FIB-SEM',
    'dedup,0.3,TEM',
    'dedup,0,not stated',
    'curated,1,FIB-SEM',
    'curated,0.75,TEM',
    'curated,0,not stated',
    '',
  ]);
  const ofExperiments = compositionFigure(composed, technique, 'experiments');
  expect(figureCsv(ofExperiments)).toContain('\ncurated,0.5,TEM\n');
});

test('more than twenty values are shown as nineteen and the rest', () => {
  const many = Array.from({ length: 30 }, (_, i) =>
    source(i, { tissue: `tissue ${i}` }, [[8, 10, 5, 1]]),
  );
  const shown = shownBars(fieldOf('tissue', many));
  expect(shown).toHaveLength(20);
  expect(shown.at(-1)).toMatchObject({
    value: '11 others',
    experiments: { raw: 11, dedup: 11, curated: 11 },
    patches: { raw: 110, dedup: 55, curated: 11 },
  });
});

test('a source may have more pictures than a call takes arguments', () => {
  const patches = { raw: 1, dedup: 1, curated: null };
  const spacings = Array.from({ length: 200_000 }, () => ({ nm: 8, patches }));
  const source = { id: 1, technique: '', organism: '', tissue: '', spacings };
  expect(composeSources([source]).patches.raw).toBe(200_000);
});
