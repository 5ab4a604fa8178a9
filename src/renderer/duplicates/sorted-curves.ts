import type { KeepCurves } from '../../shared/keep-curve.ts';

/** What a row of the table tells of a source at a radius; null where the radius is not counted. */
export interface RadiusRow {
  readonly source: number;
  readonly name: string;
  readonly raw: number;
  readonly now: number;
  readonly kept: number | null;
  readonly change: number | null;
  /** kept of the raw patches */
  readonly share: number | null;
}

export type RadiusColumn = Exclude<keyof RadiusRow, 'source'>;

/** All sources together at a radius. */
export function totalRow(curves: KeepCurves, radius: number): RadiusRow {
  return rowOf({ ...curves, source: -1, name: 'All sources' }, radius);
}

/** Rows of the sources at a radius, by a column. */
export function sortedCurves(
  curves: KeepCurves,
  radius: number,
  by: RadiusColumn,
  up: boolean,
): readonly RadiusRow[] {
  const rows = curves.sources.map((source) => rowOf(source, radius));
  const sign = up ? 1 : -1;
  return rows.sort((a, b) => sign * compared(a[by], b[by]) || compared(a.name, b.name));
}

/** The source that a step down or up from the lit one leads to; from none to the first or the last. */
export function litAfter(
  rows: readonly Pick<RadiusRow, 'source'>[],
  lit: number | null,
  step: 1 | -1,
): number | null {
  const at = rows.findIndex(({ source }) => source === lit);
  const from = at >= 0 ? at : step > 0 ? -1 : rows.length;
  return rows[Math.max(0, Math.min(rows.length - 1, from + step))]?.source ?? null;
}

function rowOf(
  of: Pick<RadiusRow, 'source' | 'name' | 'raw' | 'now'> & {
    readonly kept: readonly (number | null)[];
  },
  radius: number,
): RadiusRow {
  const { source, name, raw, now } = of;
  const kept = of.kept[radius] ?? null;
  return {
    source,
    name,
    raw,
    now,
    kept,
    change: kept === null ? null : kept - now,
    share: kept === null || raw === 0 ? null : kept / raw,
  };
}

function compared(a: string | number | null, b: string | number | null): number {
  if (typeof a === 'string' || typeof b === 'string') return String(a).localeCompare(String(b));
  return (a ?? -Infinity) - (b ?? -Infinity) || 0;
}
