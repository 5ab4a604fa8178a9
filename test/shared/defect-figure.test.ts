import { expect, test } from 'vitest';
import { defectFigure, defectHeight, defectsOf } from '../../src/shared/defect-figure.ts';
import { figureCsv } from '../../src/shared/figure.ts';

const defects = [
  { reason: 'blur', count: 12, perSource: [], ordinals: [] },
  { reason: null, count: 3, perSource: [], ordinals: [] },
];

test('reasons are rows of counts; labels without one are told apart', () => {
  const csv = figureCsv(defectFigure(defects)).split('\n');
  expect(csv.slice(1)).toEqual([
    '# patches labelled uninformative: 15',
    'series,Labelled patches,',
    'labelled uninformative,12,blur',
    'labelled uninformative,3,no reason given',
    '',
  ]);
});

test('every reason gets the same room', () => {
  const many = (rows: number) => Array.from({ length: rows }, () => defects).flat();
  expect(defectHeight(many(3)) - defectHeight(many(2))).toBe(48);
});

test('the defects of one source are counted alone, the most frequent first', () => {
  const all = [
    {
      reason: 'blur',
      count: 5,
      perSource: [
        { source: 1, count: 1 },
        { source: 2, count: 4 },
      ],
      ordinals: [],
    },
    { reason: 'noise', count: 3, perSource: [{ source: 1, count: 3 }], ordinals: [] },
  ];
  expect(defectsOf(all, 1).map(({ reason, count }) => [reason, count])).toEqual([
    ['noise', 3],
    ['blur', 1],
  ]);
  expect(defectsOf(all, 2)).toHaveLength(1);
  expect(defectsOf(all, null)).toBe(all);
  expect(defectFigure(defectsOf(all, 2), 'brain').title).toMatch(/, brain$/);
});
