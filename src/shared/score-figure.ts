import { type Figure, roundTicks } from './figure.ts';
import type { ThresholdYield } from './model.ts';

/** Histogram of all exemplars' scores with the threshold; bins above it are those kept. */
export function scoreFigure(yielded: ThresholdYield): Figure {
  const { histogram, threshold } = yielded;
  const bins = histogram.length;
  const bars = histogram.map((y, i) => ({ from: i / bins, to: (i + 1) / bins, y }));
  const isKept = (bar: { from: number; to: number }) => (bar.from + bar.to) / 2 > threshold;
  const ticks = roundTicks(Math.max(0, ...histogram), 4);
  return {
    title: 'Scores of all exemplars',
    x: { label: 'Score', from: 0, to: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1], format: 'plain' },
    y: { label: 'Exemplars', from: 0, to: ticks.at(-1) ?? 1, ticks, format: 'grouped' },
    marks: [
      { kind: 'bars', name: 'dropped', ink: 2, bars: bars.filter((bar) => !isKept(bar)) },
      { kind: 'bars', name: 'kept', ink: 1, bars: bars.filter(isKept) },
      { kind: 'rule', name: `threshold ${threshold.toFixed(2)}`, ink: 0, x: threshold },
    ],
    key: null,
    parameters: { threshold, kept: yielded.kept, scored: yielded.scored },
  };
}
