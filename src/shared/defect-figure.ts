import { type Figure, roundTicks } from './figure.ts';
import type { DefectCount } from './losses.ts';

/** Words for labels that say uninformative and not why. */
export const noReason = 'no reason given';

/** Labelled uninformative patches by reason, as in figure A1a of the paper. */
export function defectFigure(defects: readonly DefectCount[]): Figure {
  const total = defects.reduce((sum, { count }) => sum + count, 0);
  const words = defects.map(({ reason }) => reason ?? noReason);
  const ticks = roundTicks(Math.max(0, ...defects.map(({ count }) => count)), 4);
  return {
    title: 'Defects of patches labelled uninformative',
    x: { label: 'Labelled patches', from: 0, to: ticks.at(-1) ?? 1, ticks, format: 'grouped' },
    y: {
      label: '',
      from: Math.max(1, defects.length) - 0.5,
      to: -0.5,
      ticks: words.map((_, i) => i),
      format: 'plain',
      words,
    },
    marks: [
      {
        kind: 'rows',
        name: 'labelled uninformative',
        ink: 2,
        rows: defects.map(({ count }, y) => ({ x: count, y, thick: 0.6 })),
      },
    ],
    key: null,
    parameters: { 'patches labelled uninformative': total },
  };
}

/** Height of the figure in pixels. */
export const defectHeight = (defects: readonly DefectCount[]): number =>
  Math.max(140, 72 + defects.length * 24);
