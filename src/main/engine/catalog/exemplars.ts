import type Database from 'better-sqlite3';
import {
  type ExemplarRow,
  ofLiveScopes,
  type PackPlace,
  type Row,
  toExemplar,
  toPlace,
} from './exemplar-rows.ts';
import { type ScopeQueries, scopeQueries } from './exemplars-of-scope.ts';
import { type PackQueries, packQueries } from './packed-exemplars.ts';
import { type StandingQueries, standingQueries } from './standing-exemplars.ts';

/** The columns that grids sort and filter by; see run/project/exemplar-columns.ts. */
export type ColumnRow = [
  ordinal: number,
  source: number,
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

/** The patches that were kept, of every cut. */
export interface ExemplarTable extends ScopeQueries, StandingQueries, PackQueries {
  add(scope: number, row: ExemplarRow): void;
  /** One that a person made an exemplar: de-duplication grouped nothing under it. */
  addDecided(scope: number, row: ExemplarRow): void;
  /** An ordinal is never given twice, since scores, packs and cached pictures go by it. */
  nextOrdinal(): number;
  /** Exemplars of complete scopes of a cut whose source is not removed, by ascending ordinal. */
  columns(cut: number): IterableIterator<ColumnRow>;
  byOrdinal(ordinal: number): (ExemplarRow & { place: PackPlace | null }) | null;
  /** Exemplars, of whatever cut, with ordinals from the first up to but without the last, ascending. */
  between(from: number, to: number): readonly (ExemplarRow & { place: PackPlace | null })[];
  /** Ordinals from first to last, that one too, with their hashes, of whatever cut, ascending. */
  hashes(first: number, last: number): readonly [ordinal: number, hash: Uint8Array][];
  countByVolume(cut: number): ReadonlyMap<number, number>;
}

export function exemplarTable(db: Database.Database): ExemplarTable {
  const add = rowAdder(db);
  const last = db.prepare<[], { ordinal: number | null }>(
    `SELECT max(ordinal) AS ordinal FROM (SELECT max(ordinal) AS ordinal FROM exemplar
     UNION ALL SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'last-ordinal')`,
  );
  const columns = db
    .prepare<[number], ColumnRow>(
      `SELECT ordinal, volume.source, exemplar.volume, plane, position, y0, y1, x0, x1, members, held_out ${ofLiveScopes} ORDER BY ordinal`,
    )
    .raw();
  const byOrdinal = db.prepare<[number], Row>('SELECT * FROM exemplar WHERE ordinal = ?');
  const byVolume = db.prepare<[number], { volume: number; count: number }>(
    `SELECT exemplar.volume, count(*) AS count ${ofLiveScopes} GROUP BY exemplar.volume`,
  );
  return {
    add: (scope, e) => add(scope, e, e.members),
    addDecided: (scope, e) => add(scope, e, 0),
    ...standingQueries(db),
    nextOrdinal: () => (last.get()?.ordinal ?? -1) + 1,
    ...scopeQueries(db),
    columns: (cut) => columns.iterate(cut),
    byOrdinal(ordinal) {
      const row = byOrdinal.get(ordinal);
      return row ? { ...toExemplar(row), place: toPlace(row) } : null;
    },
    between: betweenQuery(db),
    ...packQueries(db),
    hashes: hashQuery(db),
    countByVolume: (cut) => new Map(byVolume.all(cut).map((row) => [row.volume, row.count])),
  };
}

function rowAdder(db: Database.Database) {
  const add = db.prepare(
    `INSERT INTO exemplar (ordinal, scope, volume, plane, position, y0, y1, x0, x1, hash, members, chosen, held_out, grouped)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (scope: number, e: ExemplarRow, grouped: number): void =>
    void add.run(
      e.ordinal,
      scope,
      e.volume,
      e.plane,
      e.position,
      e.y0,
      e.y1,
      e.x0,
      e.x1,
      e.hash,
      e.members,
      e.chosen,
      e.heldOut ? 1 : 0,
      grouped,
    );
}

function hashQuery(db: Database.Database): ExemplarTable['hashes'] {
  const hashes = db
    .prepare<[number, number], [number, Uint8Array]>(
      'SELECT ordinal, hash FROM exemplar WHERE ordinal BETWEEN ? AND ? ORDER BY ordinal',
    )
    .raw();
  return (first, last) => hashes.all(first, last);
}

function betweenQuery(db: Database.Database): ExemplarTable['between'] {
  const between = db.prepare<[number, number], Row>(
    'SELECT * FROM exemplar WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal',
  );
  return (from, to) =>
    between.all(from, to).map((row) => ({ ...toExemplar(row), place: toPlace(row) }));
}
