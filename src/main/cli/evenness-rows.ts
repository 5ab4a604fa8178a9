import type { BalanceIntervals } from '../../shared/balance.ts';
import { evennessOf } from '../../shared/evenness.ts';
import { count, fixed, percent } from './quantity.ts';

/** Counts per source with how far their measures would move with other sources, where that was worked out. */
export interface CountsToTell {
  readonly counts: readonly number[];
  readonly intervals: BalanceIntervals | null;
}

/** Measures of several lists of counts: one row a measure, one cell a list. */
export function evennessRows(by: 'source' | 'volume', lists: readonly CountsToTell[]): string[][] {
  const all = lists.map(({ counts, intervals }) => ({
    patches: counts.reduce((sum, each) => sum + each, 0),
    ...evennessOf(counts),
    intervals,
  }));
  const share = (value: number | null) => (value === null ? '-' : percent(value));
  const two = (value: number | null | undefined) => fixed(value ?? null, 2);
  const row = (heading: string, cell: (each: (typeof all)[number]) => string) => [
    heading,
    ...all.map(cell),
  ];
  return [
    row('patches', ({ patches }) => count(patches)),
    row(
      'Gini coefficient',
      ({ gini, intervals }) => fixed(gini, 3) + between(intervals?.gini, two),
    ),
    row('largest it can be', ({ giniMost }) => fixed(giniMost, 3)),
    row('as a share of that', ({ giniNormalised }) => fixed(giniNormalised, 3)),
    row(
      `top 20 % of ${by}s hold`,
      (each) => share(each.topFifthShare) + between(each.intervals?.topFifthShare, share),
    ),
    row('80 % is held by', ({ holdingEighty }) => share(holdingEighty)),
    row(`${by}s with patches`, ({ effective }) => fixed(effective?.order0 ?? null, 0)),
    row(
      `effective ${by}s, order 1`,
      (each) => two(each.effective?.order1) + between(each.intervals?.order1, two),
    ),
    row(
      `effective ${by}s, order 2`,
      (each) => two(each.effective?.order2) + between(each.intervals?.order2, two),
    ),
  ];
}

function between(
  interval: BalanceIntervals['gini'] | undefined,
  words: (value: number) => string,
): string {
  return interval ? ` (${words(interval.low)} to ${words(interval.high)})` : '';
}
