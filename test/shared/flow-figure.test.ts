import { expect, test } from 'vitest';
import { figureCsv } from '../../src/shared/figure.ts';
import { figureSvg } from '../../src/shared/figure-svg.ts';
import { flowFigure } from '../../src/shared/flow-figure.ts';

test('each stage has its bar, and what the next one drops is named with its share', () => {
  const figure = flowFigure({ raw: 1000, dedup: 250, curated: 100 });
  expect(figure.marks.filter(({ kind }) => kind === 'bars').map(({ name }) => name)).toEqual([
    'raw',
    'dedup',
    'curated',
  ]);
  const svg = figureSvg(figure);
  expect(svg).toContain('>750 near-duplicates (75%)<');
  expect(svg).toContain('>150 dropped (60%)<');
  expect(svg).toContain('fill-opacity="0.35"');
});

test('before there is a curated set two stages are shown, and none of nothing', () => {
  const svg = figureSvg(flowFigure({ raw: 10, dedup: 5, curated: null }));
  expect(svg).not.toContain('dropped');
  expect(figureSvg(flowFigure({ raw: 0, dedup: 0, curated: 0 }))).not.toContain('NaN');
});

test('the CSV has one line a stage', () => {
  const csv = figureCsv(flowFigure({ raw: 10, dedup: 5, curated: 1 }));
  expect(csv.split('\n').filter((line) => /^(raw|dedup|curated),/.test(line))).toHaveLength(3);
});
