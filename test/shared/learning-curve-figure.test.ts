import { expect, test } from 'vitest';
import { figureCsv } from '../../src/shared/figure.ts';
import { figureSvg } from '../../src/shared/figure-svg.ts';
import { learningCurveFigure } from '../../src/shared/learning-curve-figure.ts';

const history = [
  { labels: 100, auc: 0.8, low: 0.74, high: 0.86 },
  { labels: 300, auc: 0.9, low: 0.86, high: 0.94 },
];
const band = [
  { labels: 100, auc: 0.81, low: 0.8, high: 0.82 },
  { labels: 800, auc: 0.93, low: 0.91, high: 0.95 },
];

test('the points have their intervals, and the band goes on to the forecast', () => {
  const figure = learningCurveFigure(history, band);
  expect(figure.marks.map(({ name }) => name)).toEqual([
    '95 % band, upper end',
    '95 % band, lower end',
    'fitted and forecast',
    '',
    '',
    'measured, with 95 % intervals',
  ]);
  expect(figure.x).toMatchObject({ from: 0, to: 800 });
  expect(figure.y).toMatchObject({ from: 0.7, to: 1 });
  expect(figure.parameters).toMatchObject({ 'labels so far': 300, 'forecast to': 800 });
  expect(figureCsv(figure)).toContain('fitted and forecast,800,0.93');
});

test('without a forecast, or without a history, there is still a figure', () => {
  expect(learningCurveFigure(history, []).marks).toHaveLength(3);
  expect(figureSvg(learningCurveFigure([], []))).not.toContain('NaN');
});

test('the axis ends in round values that hold all points', () => {
  for (const low of [0.03, 0.42, 0.55, 0.81, 0.97, 1]) {
    const { y } = learningCurveFigure([{ labels: 10, auc: 1, low, high: 1 }], []);
    expect(y.from).toBeLessThanOrEqual(low);
    expect(y.ticks[0]).toBe(y.from);
    expect(y.ticks.at(-1)).toBe(1);
  }
});
