import type { GridQuery } from '../../shared/grid.ts';

export type Side = 'kept' | 'dropped';
export type Show = 'near' | 'all' | 'overridden';

/** Scores from and to, both included; each a hundredth. */
export interface ScoreBand {
  readonly from: number;
  readonly to: number;
}

/** What narrows every grid of the screen. */
export interface Narrowing {
  /** all, when empty */
  readonly sources: readonly number[];
  readonly band: ScoreBand | null;
}

/** One side of the threshold; nearest to it are the lowest scores of the kept and the highest of the dropped. */
export function sideQuery(side: Side, show: Show, narrowing: Narrowing): GridQuery {
  const nearest = side === 'kept' ? 'score-up' : 'score-down';
  const surest = side === 'kept' ? 'score-down' : 'score-up';
  const narrowed = narrowedBy(narrowing);
  if (show === 'overridden') {
    const value = side === 'kept' ? 'informative' : 'uninformative';
    return { set: 'overridden', order: nearest, labels: [value], ...narrowed };
  }
  return { set: side, order: show === 'near' ? nearest : surest, ...narrowed };
}

/** Both sides in one grid, those first that the model is least sure of. */
export function nearQuery(narrowing: Narrowing): GridQuery {
  return { set: 'near-threshold', order: 'near-threshold', ...narrowedBy(narrowing) };
}

function narrowedBy({ sources, band }: Narrowing) {
  return { sources: [...sources], scoreFrom: band?.from ?? null, scoreTo: band?.to ?? null };
}

/** Exemplars in a band, by a histogram of equal bins from 0 to 1. */
export function countInBand(histogram: readonly number[], { from, to }: ScoreBand): number {
  const [first, last] = [from, to].map((edge) => Math.round(edge * histogram.length));
  return histogram.slice(first, last).reduce((sum, count) => sum + count, 0);
}
