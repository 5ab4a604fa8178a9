import { type Figure, type FigureAxis, type FigureMark, roundTicks } from './figure.ts';
import type { FilterModel } from './model.ts';

type LearningPoints = FilterModel['learningCurve'];

/**
 * AUC against labels over the history, each point with its interval, the fitted curve going on to more
 * labels, and the 95 % band around it.
 *
 * @param history by ascending labels.
 * @param band the fitted curve with its interval, by ascending labels; empty where there is no forecast.
 */
export function learningCurveFigure(history: LearningPoints, band: LearningPoints): Figure {
  const labels = [...history, ...band].map((point) => point.labels);
  const ticks = roundTicks(Math.max(0, ...labels));
  return {
    title: 'AUC against labels',
    x: { label: 'Labels', from: 0, to: ticks.at(-1) ?? 1, ticks, format: 'grouped' },
    y: areaAxis(Math.min(1, ...[...history, ...band].map((point) => point.low))),
    marks: [...bandLines(band), ...intervals(history), ...measured(history)],
    key: 'bottom-right',
    parameters: {
      points: history.length,
      'labels so far': history.at(-1)?.labels ?? 0,
      ...(band.length > 0 ? { 'forecast to': band.at(-1)?.labels ?? 0 } : {}),
    },
  };
}

/** From a round value under the lowest to 1. */
function areaAxis(lowest: number): FigureAxis {
  const tenths = Math.max(0, Math.min(9, Math.floor(lowest * 10)));
  const step = tenths >= 8 ? 2 : tenths >= 5 ? 5 : 10;
  const ticks: number[] = [];
  for (let hundredths = tenths * 10; hundredths <= 100; hundredths += step) {
    ticks.push(hundredths / 100);
  }
  return { label: 'AUC on the hold-out', from: tenths / 10, to: 1, ticks, format: 'plain' };
}

function measured(history: LearningPoints): FigureMark[] {
  if (history.length === 0) return [];
  const points = history.map(({ labels, auc }) => ({ x: labels, y: auc }));
  return [{ kind: 'line', name: 'measured, with 95 % intervals', ink: 0, dashed: false, points }];
}

/** One upright line a point; without names, so that the key has them once. */
function intervals(history: LearningPoints): FigureMark[] {
  return history.map(({ labels, low, high }): FigureMark => {
    const points = [
      { x: labels, y: low },
      { x: labels, y: high },
    ];
    return { kind: 'line', name: '', ink: 0, dashed: false, points };
  });
}

function bandLines(band: LearningPoints): FigureMark[] {
  if (band.length === 0) return [];
  const lineOf = (name: string, ink: 2 | 'reference', of: 'auc' | 'low' | 'high'): FigureMark => {
    const points = band.map((point) => ({ x: point.labels, y: point[of] }));
    return { kind: 'line', name, ink, dashed: true, points };
  };
  return [
    lineOf('95 % band, upper end', 'reference', 'high'),
    lineOf('95 % band, lower end', 'reference', 'low'),
    lineOf('fitted and forecast', 2, 'auc'),
  ];
}
