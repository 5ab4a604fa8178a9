import { expect, test } from 'vitest';
import { figureCsv } from '../../src/shared/figure.ts';
import { figureSvg } from '../../src/shared/figure-svg.ts';
import type { KeepCurves } from '../../src/shared/keep-curve.ts';
import { keepCurveFigure, pairPrecisionFigure } from '../../src/shared/keep-curve-figure.ts';
import { smallCurves } from './small-curves.ts';

const patches = { as: 'patches', chosen: null, lit: null } as const;
const namesOf = (curves: KeepCurves, view: Parameters<typeof keepCurveFigure>[1]) =>
  keepCurveFigure(curves, view).marks.map(({ name, ink }) => `${name} ${ink}`);

test('all sources lie on top of each source, and the radii are marked', () => {
  expect(namesOf(smallCurves, patches)).toEqual([
    'in force, 12 bits reference',
    'liver 1',
    'brain 2',
    'all sources 0',
  ]);
  expect(namesOf(smallCurves, { ...patches, chosen: 1 })[1]).toBe('looked at, 1 bit 0');
  expect(namesOf(smallCurves, { ...patches, chosen: 12 })).toHaveLength(4);
});

test('many sources are grey but for the one that is lit, and the key leaves them out', () => {
  const sources = Array.from({ length: 9 }, (_, i) => ({
    ...(smallCurves.sources[0] as KeepCurves['sources'][number]),
    source: i,
    name: `source ${i}`,
  }));
  const names = namesOf({ ...smallCurves, sources }, { ...patches, lit: 3 });
  expect(names.filter((name) => name.endsWith(' reference'))).toHaveLength(9);
  expect(names.slice(-2)).toEqual(['source 3 1', 'all sources 0']);
  const svg = figureSvg(keepCurveFigure({ ...smallCurves, sources }, { ...patches, lit: 3 }));
  expect(svg).toContain('source 3');
  expect(svg).not.toContain('source 4');
});

test('as shares every source begins at all of its patches', () => {
  const figure = keepCurveFigure(smallCurves, { ...patches, as: 'share' });
  const firsts = figure.marks.flatMap((mark) => (mark.kind === 'line' ? [mark.points[0]?.y] : []));
  expect(firsts).toEqual([1, 1, 1]);
  expect(figureCsv(figure)).toContain('\nall sources,9,');
});

test('radii that are not counted are left out', () => {
  const kept = smallCurves.kept.map((count, radius) => (radius < 5 ? count : null));
  const figure = keepCurveFigure({ ...smallCurves, kept }, patches);
  expect(figure.marks.at(-1)).toMatchObject({ name: 'all sources', points: { length: 5 } });
});

test('the precision has its band, and nothing where nothing is marked', () => {
  const precision = [null, { share: 0.9, low: 0.8, high: 0.95, unmarked: 0 }];
  const { marks } = pairPrecisionFigure(precision, 20, { inForce: 12, chosen: null });
  expect(marks[1]).toMatchObject({ kind: 'ribbon', points: [{ x: 1, low: 0.8, high: 0.95 }] });
  expect(marks[2]).toMatchObject({ kind: 'line', points: [{ x: 1, y: 0.9 }] });
});
