import type { LabelValue } from '../../shared/decision.ts';
import { type ScatterGroup, scatterShapes } from '../element/scatter-marker.tsx';
import { mostGroups } from '../element/scatter-painter.ts';

/** What the colours and shapes of a map say. */
export type ColourBy = 'source' | 'score' | 'label';

/** How points are drawn: `of` holds each point's place in `groups`. */
export interface PointGroups {
  readonly groups: readonly ScatterGroup[];
  readonly of: Uint8Array;
}

/** One group a source, most points first; where there are more than can be told apart, the rest are one. */
export function groupsBySource(
  sources: readonly number[],
  nameOf: (source: number) => string,
): PointGroups {
  const counts = new Map<number, number>();
  for (const source of sources) counts.set(source, (counts.get(source) ?? 0) + 1);
  const order = [...counts.keys()].sort(
    (a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || a - b,
  );
  const own = order.length > mostGroups ? order.slice(0, mostGroups - 1) : order;
  const place = new Map(own.map((source, i) => [source, i]));
  const groups = own.map((source, i) => ({
    name: nameOf(source),
    colour: `var(--ink-${i % inks})`,
    shape: scatterShapes[i % scatterShapes.length] ?? 'circle',
  }));
  if (own.length < order.length) {
    const rest = order.length - own.length;
    groups.push({ name: `${rest} other sources`, colour: 'var(--secondary)', shape: 'plus' });
  }
  return { groups, of: Uint8Array.from(sources, (source) => place.get(source) ?? own.length) };
}

const inks = 8;

const bands: readonly ScatterGroup[] = (
  [
    ['0 to 0.2', 0, 'wedge'],
    ['0.2 to 0.4', 25, 'square'],
    ['0.4 to 0.6', 50, 'circle'],
    ['0.6 to 0.8', 75, 'diamond'],
    ['0.8 to 1', 100, 'triangle'],
  ] as const
).map(([name, share, shape]) => ({
  name,
  colour: `color-mix(in oklab, var(--informative) ${share}%, var(--uninformative))`,
  shape,
}));

/** Five bands of scores from uninformative to informative, and patches without one, drawn beneath. */
export function groupsByScore(scores: readonly (number | null)[]): PointGroups {
  const none = { name: 'no score', colour: 'var(--edge)', shape: 'plus', under: true } as const;
  return {
    groups: [...bands, none],
    of: Uint8Array.from(scores, (score) =>
      score === null ? bands.length : Math.min(bands.length - 1, Math.floor(score * bands.length)),
    ),
  };
}

const labels: readonly LabelValue[] = ['informative', 'uninformative', 'unsure', 'none'];

const labelled: readonly ScatterGroup[] = [
  { name: 'informative', colour: 'var(--informative)', shape: 'circle' },
  { name: 'uninformative', colour: 'var(--uninformative)', shape: 'diamond' },
  { name: 'unsure', colour: 'var(--ink-5)', shape: 'square' },
  { name: 'not labelled', colour: 'var(--edge)', shape: 'plus', under: true },
];

/** One group a label; what has none lies beneath, since that is most. */
export function groupsByLabel(values: readonly LabelValue[]): PointGroups {
  return { groups: labelled, of: Uint8Array.from(values, (value) => labels.indexOf(value)) };
}
