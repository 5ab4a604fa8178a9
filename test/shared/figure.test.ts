import { expect, test } from 'vitest';
import type { BalanceReport } from '../../src/shared/balance.ts';
import { evennessOf } from '../../src/shared/evenness.ts';
import { axisText, type Figure, figureCsv, roundTicks } from '../../src/shared/figure.ts';
import { figureFrame, frameOf, layoutFigure, placePoint } from '../../src/shared/figure-layout.ts';
import { figureSvg } from '../../src/shared/figure-svg.ts';
import { lorenzFigure } from '../../src/shared/lorenz-figure.ts';
import { scoreFigure } from '../../src/shared/score-figure.ts';

const report: BalanceReport = {
  by: 'source',
  names: ['a', 'b', 'c', 'd'],
  ids: [1, 2, 3, 4],
  sets: [
    {
      set: 'raw',
      patches: 100,
      counts: [70, 20, 10, 0],
      ...evennessOf([70, 20, 10, 0]),
    },
    {
      set: 'curated',
      patches: 0,
      counts: [0, 0, 0, 0],
      ...evennessOf([]),
    },
  ],
};

test('the Lorenz figure holds the curve of each set that has patches, over the line of equality', () => {
  const figure = lorenzFigure(report);
  expect(figure.marks.map((mark) => mark.name)).toEqual(['equality', 'raw, Gini 0.55']);
  expect(figure.marks[1]).toMatchObject({
    points: [
      { x: 0, y: 0 },
      { x: 0.25, y: 0 },
      { x: 0.5, y: 0.1 },
      { x: 0.75, y: 0.3 },
      { x: 1, y: 1 },
    ],
  });
  expect(figure.parameters).toEqual({
    by: 'source',
    sources: 4,
    'raw patches': 100,
    'raw Gini': 0.55,
    'curated patches': 0,
  });
});

test('a point is placed by its share of each axis, with y upwards', () => {
  const figure = lorenzFigure(report);
  const frame = figureFrame(572, 360);
  expect(frame).toMatchObject({ left: 56, right: 556, top: 16, bottom: 316 });
  expect(placePoint(figure, frame, { x: 0, y: 0 })).toEqual({ x: 56, y: 316 });
  expect(placePoint(figure, frame, { x: 0.5, y: 0.25 })).toEqual({ x: 306, y: 241 });
});

test('the SVG says what it was made from and needs no style, script or font of its own', () => {
  const svg = figureSvg({ ...lorenzFigure(report), title: 'A <b> & "c"\u0000' });
  expect(svg).toContain('<title>A &lt;b&gt; &amp; &quot;c&quot; </title>');
  expect(svg).toContain('    raw patches: 100\n');
  expect(svg).not.toMatch(/<style|<script|style=|class=|href=/);
  expect(svg).toBe(figureSvg({ ...lorenzFigure(report), title: 'A <b> & "c"\u0000' }));
  expect(svg.match(/<path /g)).toHaveLength(2);
});

test('the CSV lists every point under its series and keeps formulas text', () => {
  const figure: Figure = {
    ...lorenzFigure(report),
    marks: [
      { kind: 'line', name: '=1+1', ink: 0, dashed: false, points: [{ x: 0, y: 0.5 }] },
      { kind: 'bars', name: 'kept, all', ink: 1, bars: [{ from: 0.1, to: 0.2, y: 7 }] },
      { kind: 'rule', name: 'threshold', ink: 2, x: 0.62 },
    ],
    parameters: { by: 'source' },
  };
  expect(figureCsv(figure)).toBe(
    [
      '# Lorenz curves of patches over sources',
      '# by: source',
      'series,"Share of sources, fewest patches first",Share of patches',
      "'=1+1,0,0.5",
      '"kept, all",0.1,7',
      'threshold,0.62,',
      '',
    ].join('\n'),
  );
});

test('bars above the threshold are the kept ones', () => {
  const figure = scoreFigure({
    precision: null,
    recall: null,
    threshold: 0.5,
    histogram: [4, 3, 2, 10],
    perSource: [],
    kept: 12,
    scored: 19,
    holdOut: null,
  });
  expect(figure.marks.map((mark) => (mark.kind === 'bars' ? mark.bars.length : mark.name))).toEqual(
    [2, 2, 'threshold 0.50'],
  );
  expect(figure.y.to).toBe(10);
  expect(
    layoutFigure(figure, figureFrame(400, 300)).filter((shape) => shape.tag === 'rect'),
  ).toHaveLength(4);
});

test('ticks are round and reach the highest value', () => {
  expect(roundTicks(10, 4)).toEqual([0, 5, 10]);
  expect(roundTicks(0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(roundTicks(1234, 4)).toEqual([0, 500, 1000, 1500]);
  expect(roundTicks(0)).toEqual([0, 1]);
  expect(roundTicks(Number.NaN)).toEqual([0, 1]);
});

test('axis text carries its unit', () => {
  expect(axisText(0.2, 'percent')).toBe('20%');
  expect(axisText(1500, 'grouped')).toBe('1,500');
  expect(axisText(0.30000000000000004, 'plain')).toBe('0.3');
});

const words = {
  label: '',
  from: 1.5,
  to: -0.5,
  ticks: [0, 1],
  format: 'plain',
  words: ['FIB-SEM', 'a rather long name of a technique'],
} as const;
const lying: Figure = {
  title: 'lying',
  x: { label: 'Share', from: 0, to: 1, ticks: [0, 1], format: 'percent' },
  y: words,
  marks: [{ kind: 'rows', name: 'raw', ink: 0, rows: [{ x: 0.5, y: 0.2, thick: 0.5 }] }],
  key: 'above',
  parameters: {},
};

test('an axis of words gets room for them and no grid; what is too long loses its middle', () => {
  const frame = frameOf(lying, 300, 200);
  expect(frame.left).toBe(120);
  expect(frame.top).toBe(36);
  const texts = layoutFigure(lying, frame).flatMap(({ text }) => text ?? []);
  expect(texts).toContain('FIB-SEM');
  expect(texts).toContain('a rather…chnique');
  const grid = layoutFigure(lying, frame).filter(({ ink }) => ink === 'grid');
  expect(grid).toHaveLength(2);
});

test('a lying bar begins at nought, and the CSV names its row', () => {
  const frame = frameOf(lying, 300, 200);
  const [bar] = layoutFigure(lying, frame).filter(({ tag }) => tag === 'rect');
  expect(bar?.attributes).toMatchObject({ x: 120, width: 82 });
  expect(figureCsv(lying)).toContain('raw,0.5,FIB-SEM');
});

test('a long name in a key loses its middle, so that the key stays within the plot', () => {
  const name = 'EMPIAR-10195 mouse hippocampus CA1 stratum radiatum synaptic neuropil, animal 195';
  const line = { kind: 'line', ink: 1, dashed: false, points: [{ x: 0, y: 0 }] } as const;
  const axis = { label: '', from: 0, to: 1, ticks: [0, 1], format: 'plain' } as const;
  const figure: Figure = {
    title: 'Curves',
    x: axis,
    y: axis,
    marks: [{ ...line, name }],
    key: 'top-right',
    parameters: {},
  };
  const frame = frameOf(figure, 560, 360);
  const words = layoutFigure(figure, frame).find(({ text }) => text?.startsWith('EMPIAR'));
  expect(words?.text).toMatch(/^EMPIAR.*….*animal 195$/);
  expect(Number(words?.attributes['x'])).toBeGreaterThan(frame.left);
});
