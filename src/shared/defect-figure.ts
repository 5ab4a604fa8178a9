import { type Figure, roundTicks } from './figure.ts';
import type { DefectCount } from './losses.ts';

/** Words for labels that say uninformative and not why. */
export const noReason = 'no reason given';

/** Defects of one source alone, the most frequent first; all of them for null. */
export function defectsOf(
  defects: readonly DefectCount[],
  source: number | null,
): readonly DefectCount[] {
  if (source === null) return defects;
  return defects
    .map((defect) => {
      const perSource = defect.perSource.filter((each) => each.source === source);
      return { ...defect, count: perSource[0]?.count ?? 0, perSource };
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

/** Labelled uninformative patches by reason, as in figure A1a of the paper. @param source whose alone they are, by name */
export function defectFigure(
  defects: readonly DefectCount[],
  source: string | null = null,
): Figure {
  const total = defects.reduce((sum, { count }) => sum + count, 0);
  const words = defects.map(({ reason }) => reason ?? noReason);
  const ticks = roundTicks(Math.max(0, ...defects.map(({ count }) => count)), 4);
  return {
    title: `Defects of patches labelled uninformative${source === null ? '' : `, ${source}`}`,
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
    parameters: {
      'patches labelled uninformative': total,
      ...(source === null ? {} : { source }),
    },
  };
}

/** Height of the figure in pixels. */
export const defectHeight = (defects: readonly DefectCount[]): number =>
  Math.max(140, 72 + defects.length * 24);
