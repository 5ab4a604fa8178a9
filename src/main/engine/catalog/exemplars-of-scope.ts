import type Database from 'better-sqlite3';
import type { ExemplarRow } from './exemplar-rows.ts';

/** What a scope that grows must know of an exemplar. */
export interface ChosenExemplar
  extends Pick<ExemplarRow, 'ordinal' | 'volume' | 'plane' | 'position' | 'hash' | 'chosen'> {
  /** near-duplicates as de-duplication grouped them */
  readonly grouped: number;
}

/** Exemplars by the scope that they were kept in: counted, grown and taken out a part at a time. */
export interface ScopeQueries {
  /** Takes out as many of a scope's as take a few milliseconds. @returns how many; 0 when none is left */
  removeSome(scope: number): number;
  /** How many of a scope's are not retired, counting from an ordinal on; null when that were the last. */
  countFrom(scope: number, ordinal: number): { count: number; next: number | null };
  /** Exemplars of a scope that de-duplication chose, behind an ordinal, ascending; empty behind the last. */
  chosenAfter(scope: number, ordinal: number): readonly ChosenExemplar[];
  /** How many near-duplicates de-duplication gave it; what decisions added or took stays. */
  setGrouped(ordinal: number, grouped: number): void;
  /** Smallest ordinal of a scope; -1 for one without exemplars. */
  firstOf(scope: number): number;
}

export function scopeQueries(db: Database.Database): ScopeQueries {
  const rememberLast = db.prepare(
    `INSERT INTO setting SELECT 'last-ordinal', ordinal FROM exemplar WHERE true ORDER BY ordinal DESC LIMIT 1
     ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`,
  );
  const remove = db.prepare(
    'DELETE FROM exemplar WHERE ordinal IN (SELECT ordinal FROM exemplar WHERE scope = ? ORDER BY ordinal LIMIT 500)',
  );
  const countFrom = db.prepare<
    [number, number],
    { count: number | null; last: number; rows: number }
  >(
    `SELECT sum(retired = 0) AS count, max(ordinal) AS last, count(*) AS rows FROM
     (SELECT ordinal, retired FROM exemplar WHERE scope = ? AND ordinal >= ? ORDER BY ordinal LIMIT ${countedAtOnce})`,
  );
  const chosenAfter = db.prepare<[number, number], ChosenExemplar>(
    `SELECT ordinal, volume, plane, position, hash, chosen, grouped FROM exemplar
     WHERE scope = ? AND ordinal > ? AND grouped > 0 ORDER BY ordinal LIMIT 1000`,
  );
  const setGrouped = db.prepare(
    'UPDATE exemplar SET members = members + ? - grouped, grouped = ? WHERE ordinal = ?',
  );
  const first = db.prepare<[number], { ordinal: number | null }>(
    'SELECT min(ordinal) AS ordinal FROM exemplar WHERE scope = ?',
  );
  return {
    removeSome(scope) {
      rememberLast.run();
      return remove.run(scope).changes;
    },
    countFrom(scope, ordinal) {
      const { count = 0, last = 0, rows = 0 } = countFrom.get(scope, ordinal) ?? {};
      return { count: count ?? 0, next: rows < countedAtOnce ? null : last + 1 };
    },
    firstOf: (scope) => first.get(scope)?.ordinal ?? -1,
    chosenAfter: (scope, ordinal) => chosenAfter.all(scope, ordinal),
    setGrouped: (ordinal, grouped) => void setGrouped.run(grouped, grouped, ordinal),
  };
}

const countedAtOnce = 10_000;
