import type Database from 'better-sqlite3';

/** An exemplar as the columns hold it, with its scope in place of its source. */
export type ScopedRow = [
  ordinal: number,
  scope: number,
  volume: number,
  plane: number,
  position: number,
  y0: number,
  y1: number,
  x0: number,
  x1: number,
  members: number,
  heldOut: number,
];

/** Ordinals between which a scope's exemplars lie, both ends included, and how many there are. */
export interface ScopeExtent {
  readonly first: number;
  readonly last: number;
  readonly count: number;
}

/** Reads exemplars by the hundred thousand: as they lie, without joining others to each of them. */
export interface ExemplarReader {
  /** Null for a scope without exemplars. */
  extent(scope: number): ScopeExtent | null;
  /** Exemplars of whatever scope that stand, from an ordinal on, ascending. @param most rows */
  from(ordinal: number, most: number): readonly ScopedRow[];
  /** Exemplars of whatever scope whose pixels are in no pack. */
  countUnpacked(): number;
}

export function exemplarReader(db: Database.Database): ExemplarReader {
  const extent = db.prepare<[number], { first: number | null; last: number | null; count: number }>(
    'SELECT min(ordinal) AS first, max(ordinal) AS last, count(*) AS count FROM exemplar WHERE scope = ?',
  );
  const from = db
    .prepare<[number, number], ScopedRow>(
      `SELECT ordinal, scope, volume, plane, position, y0, y1, x0, x1, members, held_out
       FROM exemplar WHERE ordinal >= ? AND retired = 0 ORDER BY ordinal LIMIT ?`,
    )
    .raw();
  const unpacked = db.prepare<[], { count: number }>(
    'SELECT count(*) AS count FROM exemplar WHERE pack IS NULL',
  );
  return {
    countUnpacked: () => unpacked.get()?.count ?? 0,
    extent(scope) {
      const found = extent.get(scope);
      if (!found || found.first === null || found.last === null) return null;
      return { first: found.first, last: found.last, count: found.count };
    },
    from: (ordinal, most) => from.all(ordinal, most),
  };
}
