import type Database from 'better-sqlite3';
import { type PatchPlace, type Row, type StandingExemplar, toStanding } from './exemplar-rows.ts';

/** Exemplars as decisions on groups have them, beside what de-duplication made of them. */
export interface StandingQueries {
  standing(ordinal: number): StandingExemplar | null;
  /** The exemplar of a scope at a place, retired ones too. */
  standingAt(scope: number, place: PatchPlace): StandingExemplar | null;
  /** Exemplars of a scope that are not, or stand for other patches than, what de-duplication left. */
  regrouped(scope: number): readonly StandingExemplar[];
  setStanding(ordinal: number, members: number, retired: boolean): void;
}

export function standingQueries(db: Database.Database): StandingQueries {
  const byOrdinal = db.prepare<[number], Row>('SELECT * FROM exemplar WHERE ordinal = ?');
  const at = db.prepare<[number, number, number, number, number, number, number, number], Row>(
    `SELECT * FROM exemplar WHERE volume = ? AND plane = ? AND position = ? AND y0 = ? AND x0 = ?
     AND y1 = ? AND x1 = ? AND scope = ?`,
  );
  // The very words of the partial index, so that it is used.
  const regrouped = db.prepare<[number], Row>(
    'SELECT * FROM exemplar WHERE scope = ? AND (retired = 1 OR members <> grouped)',
  );
  const set = db.prepare('UPDATE exemplar SET members = ?, retired = ? WHERE ordinal = ?');
  const standing = (row: Row | undefined): StandingExemplar | null =>
    row ? toStanding(row) : null;
  return {
    standing: (ordinal) => standing(byOrdinal.get(ordinal)),
    standingAt: (scope, p) =>
      standing(at.get(p.volume, p.plane, p.position, p.y0, p.x0, p.y1, p.x1, scope)),
    regrouped: (scope) => regrouped.all(scope).map(toStanding),
    setStanding: (ordinal, members, retired) => void set.run(members, retired ? 1 : 0, ordinal),
  };
}
