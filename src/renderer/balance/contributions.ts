import type { BalanceReport } from '../../shared/balance.ts';

/** One source or volume with its count in each set of the report. */
export interface Contribution {
  readonly id: number;
  readonly name: string;
  readonly counts: readonly number[];
}

export function contributions(report: BalanceReport): readonly Contribution[] {
  return report.names.map((name, i) => ({
    id: report.ids[i] ?? i,
    name,
    counts: report.sets.map((set) => set.counts[i] ?? 0),
  }));
}

/** Sorted by name or by the count in a set; equal ones by name. */
export function sortedBy(
  rows: readonly Contribution[],
  column: number | 'name',
  up: boolean,
): readonly Contribution[] {
  const byName = (a: Contribution, b: Contribution) => a.name.localeCompare(b.name, 'en');
  const sign = up ? 1 : -1;
  return [...rows].sort((a, b) => {
    if (column === 'name') return sign * byName(a, b);
    return sign * ((a.counts[column] ?? 0) - (b.counts[column] ?? 0)) || byName(a, b);
  });
}
