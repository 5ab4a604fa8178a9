import type { SourceLoss } from './losses.ts';

/** Columns of the table of survival. */
export type LossColumn = 'name' | 'raw' | 'dedup' | 'dedupOfRaw' | 'curated' | 'curatedOfDedup';

const numberOf: {
  readonly [C in Exclude<LossColumn, 'name'>]: (source: SourceLoss) => number | null;
} = {
  raw: ({ counts }) => counts.raw,
  dedup: ({ counts }) => counts.dedup,
  dedupOfRaw: ({ dedupOfRaw }) => dedupOfRaw?.share ?? null,
  curated: ({ counts }) => counts.curated,
  curatedOfDedup: ({ curatedOfDedup }) => curatedOfDedup?.share ?? null,
};

/** Sources by one column; equal ones by name, and what has no value last either way. */
export function sortedLosses(
  sources: readonly SourceLoss[],
  column: LossColumn,
  up: boolean,
): readonly SourceLoss[] {
  const sign = up ? 1 : -1;
  const byName = (a: SourceLoss, b: SourceLoss) => a.name.localeCompare(b.name, 'en');
  return [...sources].sort((a, b) => {
    if (column === 'name') return sign * byName(a, b);
    const [x, y] = [numberOf[column](a), numberOf[column](b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || byName(a, b);
    return sign * (x - y) || byName(a, b);
  });
}
