import { expect, test } from 'vitest';
import { defectFigure, defectHeight } from '../../src/shared/defect-figure.ts';
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
