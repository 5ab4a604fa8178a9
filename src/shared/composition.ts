import { z } from 'zod';

/** What sources are counted by, as in figure 1 of the paper. */
export const compositionField = z.enum(['technique', 'spacing', 'organism', 'tissue']);
export type CompositionField = z.infer<typeof compositionField>;

/** Counts in each set of the flow; curated is null while there is no curated set. */
export const stageCounts = z.object({
  raw: z.int(),
  dedup: z.int(),
  curated: z.int().nullable(),
});
export type StageCounts = z.infer<typeof stageCounts>;

export const compositionBar = z.object({
  /** as most sources spell it; for spacings the range in nm; empty for what is not stated */
  value: z.string(),
  /** ids of the sources it was counted for */
  sources: z.array(z.int()),
  /** sources with a patch in each set; the first number before anything is cut is `sources.length` */
  experiments: stageCounts,
  patches: stageCounts,
});
export type CompositionBar = z.infer<typeof compositionBar>;

export const fieldComposition = z.object({
  field: compositionField,
  /** most sources first, spacings in ascending order; what is not stated is last */
  bars: z.array(compositionBar),
  /** sources that state several values and are counted for each of them */
  several: z.int(),
});
export type FieldComposition = z.infer<typeof fieldComposition>;

export const composition = z.object({
  sources: z.int(),
  /** sources with a patch in each set */
  experiments: stageCounts,
  patches: stageCounts,
  fields: z.array(fieldComposition),
});
export type Composition = z.infer<typeof composition>;

/** What composition is counted from: one source, and how many patches of each pixel spacing it has. */
export interface ComposedSource {
  readonly id: number;
  readonly technique: string;
  readonly organism: string;
  readonly tissue: string;
  /** edge of a pixel in nm, null where it is not known; together they are all patches of the source */
  readonly spacings: readonly { readonly nm: number | null; readonly patches: StageCounts }[];
}

/** Counts sources and their patches by technique, pixel spacing, organism and tissue. */
export function composeSources(sources: readonly ComposedSource[]): Composition {
  const ofSources = sources.map(({ spacings }) => sumOf(spacings.map(({ patches }) => patches)));
  const fields = compositionField.options.map((field): FieldComposition => {
    const parts = sources.flatMap((source) =>
      (field === 'spacing' ? spacingParts(source) : textParts(source, field)).map((part) => ({
        ...part,
        source: source.id,
      })),
    );
    const bars = barsOf(parts);
    const seen = new Map<number, Set<string>>();
    for (const { source, key } of parts) seen.set(source, (seen.get(source) ?? new Set()).add(key));
    const several = [...seen.values()].filter((keys) => keys.size > 1).length;
    return {
      field,
      bars: field === 'spacing' ? bySpacing(bars, sources) : bySources(bars),
      several,
    };
  });
  return {
    sources: sources.length,
    experiments: sumOf(ofSources.map(presence)),
    patches: sumOf(ofSources),
    fields,
  };
}

/** What a value goes by: free text that differs in case and white space alone is the same. */
interface Part {
  readonly key: string;
  readonly value: string;
  readonly patches: StageCounts;
}

const textParts = (source: ComposedSource, field: 'technique' | 'organism' | 'tissue'): Part[] => {
  const patches = sumOf(source.spacings.map((each) => each.patches));
  const values = statedValues(source[field]);
  return (values.length > 0 ? values : ['']).map((value) => ({
    key: keyOf(value),
    value,
    patches,
  }));
};

const spacingParts = ({ spacings }: ComposedSource): Part[] =>
  spacings.map(({ nm, patches }) => {
    const value = nm === null ? '' : spacingRange(nm);
    return { key: value, value, patches };
  });

/** "FIB-SEM; TEM" states two values; each once, white space made plain. */
export function statedValues(text: string): readonly string[] {
  const values = text.split(';').map((value) => value.trim().replace(/\s+/gu, ' '));
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyOf(value);
    const isNew = key !== '' && !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

const keyOf = (value: string): string => value.toLowerCase();

/** The half-octave of a pixel spacing: 1 to 1.4, 1.4 to 2, 2 to 2.8 ... nm, lower end included. */
export function spacingRange(nm: number): string {
  return rangeText(stepOf(nm));
}

/** The sum keeps 8 nm out of the range that ends at 8, whatever the logarithm is rounded to. */
const stepOf = (nm: number): number => Math.floor(2 * Math.log2(nm) + 1e-9);
const rangeText = (step: number): string => `${edgeText(step)} to ${edgeText(step + 1)} nm`;

function edgeText(step: number): string {
  const nm = 2 ** (step / 2);
  return nm < 1 ? String(Number(nm.toPrecision(2))) : String(Number(nm.toFixed(nm < 10 ? 1 : 0)));
}

type PartOfSource = Part & { readonly source: number };

function barsOf(parts: readonly PartOfSource[]): CompositionBar[] {
  return [...Map.groupBy(parts, ({ key }) => key).values()].map((group) => {
    const ofSources = [...Map.groupBy(group, ({ source }) => source)];
    const each = ofSources.map(([, own]) => sumOf(own.map(({ patches }) => patches)));
    return {
      value: mostCommon(group.map(({ value }) => value)),
      sources: ofSources.map(([source]) => source),
      experiments: sumOf(each.map(presence)),
      patches: sumOf(each),
    };
  });
}

const presence = ({ raw, dedup, curated }: StageCounts): StageCounts => ({
  raw: Math.min(1, raw),
  dedup: Math.min(1, dedup),
  curated: curated === null ? null : Math.min(1, curated),
});

function sumOf(counts: readonly StageCounts[]): StageCounts {
  const hasCurated = counts.every(({ curated }) => curated !== null);
  const sum = (of: (count: StageCounts) => number) => counts.reduce((all, one) => all + of(one), 0);
  return {
    raw: sum(({ raw }) => raw),
    dedup: sum(({ dedup }) => dedup),
    curated: hasCurated ? sum(({ curated }) => curated ?? 0) : null,
  };
}

/** Of equally common spellings the first by code point. */
function mostCommon(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return sorted[0]?.[0] ?? '';
}

const isStated = ({ value }: CompositionBar): boolean => value !== '';

function bySources(bars: readonly CompositionBar[]): CompositionBar[] {
  return [...bars].sort(
    (a, b) =>
      Number(isStated(b)) - Number(isStated(a)) ||
      b.sources.length - a.sources.length ||
      (a.value < b.value ? -1 : 1),
  );
}

/** More empty ranges than this between two spacings tell nothing. */
const mostRanges = 60;

/** In ascending order, empty ranges between others included. */
function bySpacing(
  bars: readonly CompositionBar[],
  sources: readonly ComposedSource[],
): CompositionBar[] {
  // Each once: there may be more pictures than a call takes arguments.
  const steps = [
    ...new Set(
      sources.flatMap(({ spacings }) =>
        spacings.flatMap(({ nm }) => (nm === null ? [] : [stepOf(nm)])),
      ),
    ),
  ];
  const [first, last] = [Math.min(...steps), Math.max(...steps)];
  const known = new Map(bars.map((bar) => [bar.value, bar]));
  const isWide = last - first > mostRanges;
  const shown = isWide
    ? steps.sort((a, b) => a - b)
    : Array.from({ length: steps.length > 0 ? last - first + 1 : 0 }, (_, i) => first + i);
  const none = bars.filter((bar) => !isStated(bar));
  const empty = sumOf(
    bars.map(({ patches }) => ({ ...patches, raw: 0, dedup: 0, curated: patches.curated && 0 })),
  );
  return [
    ...shown.map(
      (step) =>
        known.get(rangeText(step)) ?? {
          value: rangeText(step),
          sources: [],
          experiments: empty,
          patches: empty,
        },
    ),
    ...none,
  ];
}
