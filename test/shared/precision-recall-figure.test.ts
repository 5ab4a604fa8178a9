import { expect, test } from 'vitest';
import { figureCsv } from '../../src/shared/figure.ts';
import { precisionRecallFigure } from '../../src/shared/precision-recall-figure.ts';

const forest = {
  name: 'forest',
  averagePrecision: 5 / 6,
  averagePrecisionInterval: [0.7, 0.91] as [number, number],
  precisionRecall: [
    { recall: 0, precision: 1, threshold: 0.8 },
    { recall: 0.5, precision: 1, threshold: 0.4 },
    { recall: 1, precision: 2 / 3, threshold: 0.1 },
  ],
};
const none = { ...forest, name: 'none', precisionRecall: [] };

test('each model is a line of steps named with its average precision, beside the line of chance', () => {
  const { marks } = precisionRecallFigure([forest, none, { ...forest, name: 'head' }], 0.5);
  expect(marks.map(({ name }) => name)).toEqual([
    'chance',
    'forest, AP 0.833 (0.700 to 0.910)',
    'head, AP 0.833 (0.700 to 0.910)',
  ]);
  expect(marks[1]).toMatchObject({
    dashed: false,
    points: [
      { x: 0, y: 1 },
      { x: 0, y: 1 },
      { x: 0.5, y: 1 },
      { x: 0.5, y: 2 / 3 },
      { x: 1, y: 2 / 3 },
    ],
  });
  expect(marks[2]).toMatchObject({ dashed: true });
});

test('its CSV has every point and what chance is', () => {
  const rows = figureCsv(precisionRecallFigure([forest], 0.25)).split('\n');
  expect(rows).toContain('# informative share: 0.25');
  expect(rows).toContain('chance,1,0.25');
  expect(rows).toContain('"forest, AP 0.833 (0.700 to 0.910)",0.5,1');
});
