import { expect, test } from 'vitest';
import { calibrationFigure } from '../../src/shared/calibration-figure.ts';
import { figureSvg } from '../../src/shared/figure-svg.ts';

const calibration = [
  { from: 0.1, to: 0.3, meanScore: 0.2, informativeShare: 0, count: 3 },
  { from: 0.7, to: 0.9, meanScore: 0.8, informativeShare: 0.5, count: 1 },
];

test('promise and labels are a line, group sizes are bars, and the counts are written down', () => {
  const figure = calibrationFigure('head 4', { calibration, calibrationError: 0.25, brier: 0.1 });
  expect(figure.marks).toMatchObject([
    {
      kind: 'bars',
      bars: [
        { from: 0.1, to: 0.3, y: 0.75 },
        { from: 0.7, to: 0.9, y: 0.25 },
      ],
    },
    { name: 'every promise kept' },
    {
      name: 'labels, error 0.250',
      points: [
        { x: 0.2, y: 0 },
        { x: 0.8, y: 0.5 },
      ],
    },
  ]);
  expect(figure.parameters).toMatchObject({
    patches: 4,
    'patches a group, lowest scores first': '3 1',
    'Brier score': 0.1,
  });
});

test('without labels the diagonal alone is left, and it can be drawn', () => {
  const empty = { calibration: [], calibrationError: null, brier: null };
  const figure = calibrationFigure('forest', empty);
  expect(figure.marks).toHaveLength(1);
  expect(figureSvg(figure)).not.toContain('NaN');
});
