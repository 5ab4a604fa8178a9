import type Database from 'better-sqlite3';

/** An exemplar as stored; its ordinal is its place in the flat files of features and scores. */
export interface ExemplarRow {
  readonly ordinal: number;
  readonly volume: number;
  readonly plane: number;
  readonly position: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
  readonly hash: Uint8Array;
  readonly members: number;
  /** rank in which it was chosen within its scope */
  readonly chosen: number;
  readonly heldOut: boolean;
}

/** Where an exemplar's pixels lie in the packs. */
export interface PackPlace {
  readonly pack: number;
  readonly offset: number;
  readonly bytes: number;
}

/** The columns that grids sort and filter by; see run/exemplar-columns.ts. */
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

export interface ExemplarTable {
  add(scope: number, row: ExemplarRow): void;
  /** An ordinal is never given twice, since scores, packs and cached pictures go by it. */
  nextOrdinal(): number;
  removeScope(scope: number): void;
  /** Exemplars of complete scopes of a cut whose source is not removed, by ascending ordinal. */
  columns(cut: number): IterableIterator<ColumnRow>;
  byOrdinal(ordinal: number): (ExemplarRow & { place: PackPlace | null }) | null;
  /** Exemplars, of whatever cut, with ordinals from the first up to but without the last, ascending. */
  between(from: number, to: number): readonly (ExemplarRow & { place: PackPlace | null })[];
  /** Exemplars of a volume that have no pixels in a pack yet, by ascending ordinal. */
  unpacked(cut: number, volume: number): readonly ExemplarRow[];
  countUnpacked(cut: number): number;
  setPlace(ordinal: number, place: PackPlace): void;
  countByVolume(cut: number): ReadonlyMap<number, number>;
}

interface Row extends Omit<ExemplarRow, 'heldOut'> {
  held_out: number;
  pack: number | null;
  pack_offset: number | null;
  pack_bytes: number | null;
}

const ofLiveScopes = `
  FROM exemplar
  JOIN scope ON scope.id = exemplar.scope AND scope.complete = 1
  JOIN volume ON volume.id = exemplar.volume
  JOIN source ON source.id = volume.source AND source.removed = 0
  WHERE scope.cut = ? AND exemplar.retired = 0`;

export function exemplarTable(db: Database.Database): ExemplarTable {
  const add = db.prepare(
    `INSERT INTO exemplar (ordinal, scope, volume, plane, position, y0, y1, x0, x1, hash, members, chosen, held_out, grouped)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const last = db.prepare<[], { ordinal: number | null }>(
    `SELECT max(ordinal) AS ordinal FROM (SELECT max(ordinal) AS ordinal FROM exemplar
     UNION ALL SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'last-ordinal')`,
  );
  const rememberLast = db.prepare(
    `INSERT INTO setting SELECT 'last-ordinal', max(ordinal) FROM exemplar HAVING count(*) > 0
     ON CONFLICT (name) DO UPDATE SET value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`,
  );
  const remove = db.prepare('DELETE FROM exemplar WHERE scope = ?');
  const columns = db
    .prepare<[number], ColumnRow>(
      `SELECT ordinal, volume.source, exemplar.volume, plane, position, y0, y1, x0, x1, members, held_out ${ofLiveScopes} ORDER BY ordinal`,
    )
    .raw();
  const byOrdinal = db.prepare<[number], Row>('SELECT * FROM exemplar WHERE ordinal = ?');
  const unpacked = db.prepare<[number, number], Row>(
    `SELECT exemplar.* ${ofLiveScopes} AND pack IS NULL AND exemplar.volume = ? ORDER BY ordinal`,
  );
  const countUnpacked = db.prepare<[number], { count: number }>(
    `SELECT count(*) AS count ${ofLiveScopes} AND pack IS NULL`,
  );
  const setPlace = db.prepare(
    'UPDATE exemplar SET pack = ?, pack_offset = ?, pack_bytes = ? WHERE ordinal = ?',
  );
  const byVolume = db.prepare<[number], { volume: number; count: number }>(
    `SELECT exemplar.volume, count(*) AS count ${ofLiveScopes} GROUP BY exemplar.volume`,
  );
  return {
    add: (scope, e) =>
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
        e.members,
      ),
    nextOrdinal: () => (last.get()?.ordinal ?? -1) + 1,
    removeScope(scope) {
      rememberLast.run();
      remove.run(scope);
    },
    columns: (cut) => columns.iterate(cut),
    byOrdinal(ordinal) {
      const row = byOrdinal.get(ordinal);
      return row ? { ...toExemplar(row), place: toPlace(row) } : null;
    },
    between: betweenQuery(db),
    unpacked: (cut, volume) => unpacked.all(cut, volume).map(toExemplar),
    countUnpacked: (cut) => countUnpacked.get(cut)?.count ?? 0,
    setPlace: (ordinal, p) => void setPlace.run(p.pack, p.offset, p.bytes, ordinal),
    countByVolume: (cut) => new Map(byVolume.all(cut).map((row) => [row.volume, row.count])),
  };
}

function betweenQuery(db: Database.Database): ExemplarTable['between'] {
  const between = db.prepare<[number, number], Row>(
    'SELECT * FROM exemplar WHERE ordinal >= ? AND ordinal < ? ORDER BY ordinal',
  );
  return (from, to) =>
    between.all(from, to).map((row) => ({ ...toExemplar(row), place: toPlace(row) }));
}

function toExemplar(row: Row): ExemplarRow {
  const { ordinal, volume, plane, position, y0, y1, x0, x1, hash, members, chosen } = row;
  return {
    ordinal,
    volume,
    plane,
    position,
    y0,
    y1,
    x0,
    x1,
    hash,
    members,
    chosen,
    heldOut: row.held_out === 1,
  };
}

function toPlace(row: Row): PackPlace | null {
  if (row.pack === null || row.pack_offset === null || row.pack_bytes === null) return null;
  return { pack: row.pack, offset: row.pack_offset, bytes: row.pack_bytes };
}
