import type {
  Composition,
  CompositionBar,
  CompositionField,
  FieldComposition,
  StageCounts,
} from './composition.ts';
import { type Figure, type FigureMark, roundTicks } from './figure.ts';

/** Whether a source counts once, or with each of its patches. */
export type CompositionUnit = 'experiments' | 'patches';

/** The sets in the order of the flow, each with its ink; the same as in the Lorenz figure. */
const stages = [
  { name: 'raw', ink: 2 },
  { name: 'dedup', ink: 1 },
  { name: 'curated', ink: 0 },
] as const;

/** Words of what sources are counted by. */
export const fieldWords: { readonly [F in CompositionField]: string } = {
  technique: 'Technique',
  spacing: 'Pixel spacing',
  organism: 'Organism',
  tissue: 'Tissue',
};

export const notStated = 'not stated';

/** Rows of a figure; what is rarer is put together in one. Spacings are never put together. */
const mostRows = 20;

/** Bars as a figure shows them: the rarest stated values as one, what is not stated last. */
export function shownBars({ field, bars }: FieldComposition): readonly CompositionBar[] {
  const stated = bars.filter(({ value }) => value !== '');
  if (field === 'spacing' || stated.length <= mostRows) return bars;
  const rest = stated.slice(mostRows - 1);
  const other: CompositionBar = {
    value: `${rest.length} others`,
    sources: [...new Set(rest.flatMap(({ sources }) => sources))],
    experiments: together(rest.map(({ experiments }) => experiments)),
    patches: together(rest.map(({ patches }) => patches)),
  };
  return [...stated.slice(0, mostRows - 1), other, ...bars.filter(({ value }) => value === '')];
}

/** Shares of each set by technique, pixel spacing, organism or tissue: three bars a value, before and after each stage. */
export function compositionFigure(
  composed: Composition,
  field: FieldComposition,
  unit: CompositionUnit,
): Figure {
  const bars = shownBars(field);
  const words = bars.map(({ value }) => value || notStated);
  // Each source and each patch once, also where a source states two values.
  const totals = composed[unit];
  const shown = stages.filter(({ name }) => (totals[name] ?? 0) > 0);
  const share = (bar: CompositionBar, stage: keyof StageCounts) =>
    (bar[unit][stage] ?? 0) / (totals[stage] || 1);
  const marks = shown.map(({ name, ink }, i): FigureMark => {
    const thick = 0.78 / shown.length;
    const offset = (i - (shown.length - 1) / 2) * thick;
    const rows = bars.map((bar, y) => ({ x: share(bar, name), y: y + offset, thick }));
    return { kind: 'rows', name, ink, rows };
  });
  const most = Math.max(0, ...bars.flatMap((bar) => shown.map(({ name }) => share(bar, name))));
  const ticks = roundTicks(most, 4).filter((tick) => tick <= 1 || tick < most * 1.2);
  return {
    title: `${fieldWords[field.field]} of ${unit === 'patches' ? 'patches' : 'experiments'}`,
    x: {
      label: `Share of the set's ${unit}`,
      from: 0,
      to: Math.max(most, ticks.at(-1) ?? 1),
      ticks,
      format: 'percent',
    },
    y: {
      label: '',
      from: Math.max(1, bars.length) - 0.5,
      to: -0.5,
      ticks: words.map((_, i) => i),
      format: 'plain',
      words,
    },
    marks,
    key: 'above',
    parameters: parametersOf(composed, field, unit),
  };
}

/** Height of the figure in pixels: every value gets the same room. */
export const compositionHeight = (field: FieldComposition): number =>
  Math.max(150, 92 + shownBars(field).length * 30);

function parametersOf(composed: Composition, field: FieldComposition, unit: CompositionUnit) {
  return {
    'counted by': unit,
    sources: composed.sources,
    'raw patches': composed.patches.raw,
    'dedup patches': composed.patches.dedup,
    ...(composed.patches.curated === null ? {} : { 'curated patches': composed.patches.curated }),
    'sources counted for several values': field.several,
  };
}

function together(counts: readonly StageCounts[]): StageCounts {
  const sum = (of: (count: StageCounts) => number) => counts.reduce((all, one) => all + of(one), 0);
  return {
    raw: sum(({ raw }) => raw),
    dedup: sum(({ dedup }) => dedup),
    curated: counts.some(({ curated }) => curated === null)
      ? null
      : sum(({ curated }) => curated ?? 0),
  };
}
