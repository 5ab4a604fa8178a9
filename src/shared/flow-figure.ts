import type { StageCounts } from './composition.ts';
import { axisText, type Figure, type FigureMark, roundTicks } from './figure.ts';

/** Where a stage's bar stands, and how far its loss reaches, on an axis of stages. */
const [halfBar, reach] = [0.05, 0.4];

/** How many patches each stage passes on, and how many it drops. */
export function flowFigure(totals: StageCounts): Figure {
  const stages = [
    { name: 'raw', ink: 2, count: totals.raw, lost: 'near-duplicates' },
    { name: 'dedup', ink: 1, count: totals.dedup, lost: 'dropped' },
    ...(totals.curated === null
      ? []
      : [{ name: 'curated', ink: 0, count: totals.curated, lost: '' } as const]),
  ] as const;
  const ticks = roundTicks(totals.raw, 4);
  const marks = stages.flatMap(({ name, ink, count, lost }, x): FigureMark[] => {
    const next = stages[x + 1]?.count;
    const bar = { from: x - halfBar, to: x + halfBar, y: count };
    const above = { x, y: count + (ticks.at(-1) ?? 1) * 0.04 };
    return [
      { kind: 'bars', name, ink, bars: [bar] },
      noteAt(above, 'middle', axisText(count, 'grouped')),
      ...(next === undefined ? [] : passedOn(x, count, next, lost, stages[x + 1]?.ink ?? 0)),
    ];
  });
  return {
    title: 'Patches from stage to stage',
    x: {
      label: '',
      from: -0.3,
      to: stages.length - 0.7,
      ticks: stages.map((_, x) => x),
      format: 'plain',
      words: stages.map(({ name }) => name),
    },
    y: {
      label: 'Patches',
      from: 0,
      to: (ticks.at(-1) ?? 1) * 1.08,
      ticks,
      format: 'grouped',
    },
    marks,
    key: null,
    parameters: {
      'raw patches': totals.raw,
      'dedup patches': totals.dedup,
      ...(totals.curated === null ? {} : { 'curated patches': totals.curated }),
    },
  };
}

function passedOn(
  x: number,
  count: number,
  next: number,
  lost: string,
  ink: 0 | 1 | 2,
): FigureMark[] {
  const [from, to] = [x + halfBar, x + 1 - halfBar];
  const end = x + reach;
  const percent = count > 0 ? ` (${axisText(1 - next / count, 'percent')})` : '';
  const words = `${axisText(count - next, 'grouped')} ${lost}${percent}`;
  return [
    { kind: 'ribbon', name: '', ink, points: flat(from, to, 0, next) },
    { kind: 'ribbon', name: '', ink: 'reference', points: flat(from, end, next, count) },
    noteAt({ x: end + 0.02, y: (next + count) / 2 }, 'start', words),
  ];
}

const flat = (from: number, to: number, low: number, high: number) => [
  { x: from, low, high },
  { x: to, low, high },
];

const noteAt = (
  at: { x: number; y: number },
  anchor: 'start' | 'middle',
  text: string,
): FigureMark => ({ kind: 'note', name: '', ink: 'text', at, anchor, text });
