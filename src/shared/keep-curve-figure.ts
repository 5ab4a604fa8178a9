import type { Figure, FigureInk, FigureMark } from './figure.ts';
import { roundTicks } from './figure.ts';
import { type KeepCurves, radii, widestRadius } from './keep-curve.ts';
import type { PairPrecision } from './pair.ts';

/** Sources that are drawn in colours of their own; with more of them all are grey but the one that is lit. */
export const mostColoured = 7;
const sourceInks = [1, 2, 3, 4, 5, 6, 7] as const;

/** What is drawn of the curves, and how. */
export interface KeepCurveView {
  /** patches, or their share of the raw ones: then sources of every size compare */
  readonly as: 'patches' | 'share';
  /** a radius that is looked at; null for none beside the one in force */
  readonly chosen: number | null;
  /** source that is lit among grey ones, or null */
  readonly lit: number | null;
}

/** The colour of a source's curve; grey where there are too many. */
export function inkOfSource(
  curves: Pick<KeepCurves, 'sources'>,
  source: number,
  lit: number | null,
): FigureInk {
  if (source === lit && curves.sources.length > mostColoured) return 1;
  const place = curves.sources.findIndex((each) => each.source === source);
  return curves.sources.length > mostColoured ? 'reference' : (sourceInks[place] ?? 'reference');
}

const bits = { label: 'Radius of near-duplicates in bits', from: 0, to: widestRadius } as const;
const ticks = Array.from({ length: widestRadius / 2 + 1 }, (_, i) => i * 2);

/** How many patches each radius keeps: all sources together, and each behind. */
export function keepCurveFigure(curves: KeepCurves, view: KeepCurveView): Figure {
  const asShare = view.as === 'share';
  const yTicks = asShare ? [0, 0.2, 0.4, 0.6, 0.8, 1] : roundTicks(curves.raw);
  return {
    title: 'Patches that each radius keeps',
    x: { ...bits, ticks, format: 'plain' },
    y: {
      label: asShare ? 'Share of raw patches' : 'Patches kept',
      from: 0,
      to: yTicks.at(-1) ?? 1,
      ticks: yTicks,
      format: asShare ? 'percent' : 'grouped',
    },
    marks: [
      ...radiusRules(curves.settings.hammingLimit, view.chosen),
      ...sourceMarks(curves, view),
      line('all sources', 0, curves.kept, asShare ? curves.raw : 1, { strong: true }),
    ],
    key: asShare ? 'bottom-left' : 'top-right',
    parameters: parametersOf(curves),
  };
}

/** Grey ones first, so that the lit one and the coloured ones lie on top. */
function sourceMarks(curves: KeepCurves, { as, lit }: KeepCurveView): FigureMark[] {
  const marks = curves.sources.map(({ source, name, kept, raw }) => {
    const ink = inkOfSource(curves, source, lit);
    return line(name, ink, kept, as === 'share' ? raw : 1, { unkeyed: ink === 'reference' });
  });
  const isGrey = (mark: FigureMark) => mark.ink === 'reference';
  return [...marks.filter(isGrey), ...marks.filter((mark) => !isGrey(mark))];
}

function line(
  name: string,
  ink: FigureInk,
  kept: readonly (number | null)[],
  raw: number,
  how: { readonly strong?: boolean; readonly unkeyed?: boolean },
): FigureMark {
  const points = kept.flatMap((count, x) =>
    count === null || raw === 0 ? [] : [{ x, y: count / raw }],
  );
  return { kind: 'line', name, ink, dashed: false, points, ...how };
}

function radiusRules(inForce: number, chosen: number | null): FigureMark[] {
  const rules: FigureMark[] = [];
  if (inForce <= widestRadius) {
    rules.push({
      kind: 'rule',
      name: `in force, ${bitsText(inForce)}`,
      ink: 'reference',
      x: inForce,
    });
  }
  if (chosen !== null && chosen !== inForce) {
    rules.push({ kind: 'rule', name: `looked at, ${bitsText(chosen)}`, ink: 0, x: chosen });
  }
  return rules;
}

/** "1 bit", "12 bits". */
export const bitsText = (count: number): string => `${count} ${count === 1 ? 'bit' : 'bits'}`;

function parametersOf({
  settings,
  raw,
  now,
  sources,
  state,
}: KeepCurves): Record<string, string | number> {
  const { mode, patchSize, hashSize, hammingLimit, seed, spacing } = settings;
  return {
    mode,
    'patch size': patchSize,
    'hash size': hashSize,
    spacing,
    seed,
    'radius in force': hammingLimit,
    sources: sources.length,
    'raw patches': raw,
    'exemplars in force': now,
    curve: state,
  };
}

/** How many of the pairs that each radius joins show the same, by the marks that people gave; on the same axis. */
export function pairPrecisionFigure(
  precision: readonly (PairPrecision | null)[],
  marked: number,
  rules: { readonly inForce: number; readonly chosen: number | null },
): Figure {
  const known = radii.flatMap((x) => {
    const at = precision[x];
    return at ? [{ x, y: at.share, low: at.low, high: at.high }] : [];
  });
  const yTicks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  return {
    title: 'Joined pairs that show the same',
    x: { ...bits, ticks, format: 'plain' },
    y: { label: 'Share the same', from: 0, to: 1, ticks: yTicks, format: 'percent' },
    marks: [
      ...radiusRules(rules.inForce, rules.chosen),
      { kind: 'ribbon', name: '95 % interval', ink: 1, points: known },
      {
        kind: 'line',
        name: 'estimate',
        ink: 1,
        dashed: false,
        points: known.map(({ x, y }) => ({ x, y })),
      },
    ],
    key: 'bottom-left',
    parameters: { 'pairs marked': marked, interval: '95 %, exact by distance, joined by MOVER' },
  };
}
