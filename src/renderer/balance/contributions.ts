/** One source or volume with its count in each column. */
export interface Contribution {
  readonly id: number;
  /** its place in the columns */
  readonly at: number;
  readonly name: string;
  readonly counts: readonly number[];
}

export function contributions(
  names: readonly string[],
  ids: readonly number[],
  columns: readonly { readonly counts: readonly number[] }[],
): readonly Contribution[] {
  return names.map((name, i) => ({
    id: ids[i] ?? i,
    at: i,
    name,
    counts: columns.map(({ counts }) => counts[i] ?? 0),
  }));
}

/** Sorted by name or by a count; equal ones by name. */
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
