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

/** An exemplar as decisions on groups see it. */
export interface StandingExemplar extends ExemplarRow {
  readonly scope: number;
  /** members as de-duplication grouped them; 0 for one that a person chose or split out */
  readonly grouped: number;
  /** a member of another's group by decision */
  readonly retired: boolean;
}

/** Where an exemplar's pixels lie in the packs. */
export interface PackPlace {
  readonly pack: number;
  readonly offset: number;
  readonly bytes: number;
}

/** An exemplar of another scope at the very same address, with pixels in a pack. */
export interface Twin {
  readonly ordinal: number;
  readonly twin: number;
  readonly place: PackPlace;
}

/** What a scope that grows must know of an exemplar. */
export interface ChosenExemplar
  extends Pick<ExemplarRow, 'ordinal' | 'volume' | 'plane' | 'position' | 'hash' | 'chosen'> {
  /** near-duplicates as de-duplication grouped them */
  readonly grouped: number;
}

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

export interface ExemplarTable {
  add(scope: number, row: ExemplarRow): void;
  /** An ordinal is never given twice, since scores, packs and cached pictures go by it. */
  nextOrdinal(): number;
  /** Takes out as many of a scope's as take a few milliseconds. @returns how many; 0 when none is left */
  removeSome(scope: number): number;
  /** How many of a scope's are not retired, counting from an ordinal on; null when that were the last. */
  countFrom(scope: number, ordinal: number): { count: number; next: number | null };
  /** Exemplars of a scope that de-duplication chose, behind an ordinal, ascending; empty behind the last. */
  chosenAfter(scope: number, ordinal: number): readonly ChosenExemplar[];
  /** How many near-duplicates de-duplication gave it; what decisions added or took stays. */
  setGrouped(ordinal: number, grouped: number): void;
  /** Exemplars of complete scopes of a cut whose source is not removed, by ascending ordinal. */
  columns(cut: number): IterableIterator<ColumnRow>;
  byOrdinal(ordinal: number): (ExemplarRow & { place: PackPlace | null }) | null;
  /** Exemplars, of whatever cut, with ordinals from the first up to but without the last, ascending. */
  between(from: number, to: number): readonly (ExemplarRow & { place: PackPlace | null })[];
  /** Ordinals of exemplars between two positions of a plane that have no pixels in a pack yet, ascending. */
  unpacked(
    cut: number,
    volume: number,
    plane: number,
    positions: readonly [first: number, last: number],
  ): readonly number[];
  /** Where exemplars of some scopes that are the same patches have their pixels, of those that have none themselves. */
  twins(ordinals: readonly number[], scopes: readonly number[]): readonly Twin[];
  /** Ordinals from first to last, that one too, with their hashes, of whatever cut, ascending. */
  hashes(first: number, last: number): readonly [ordinal: number, hash: Uint8Array][];
  /** Exemplars between two ordinals, the last left out, whose pixels are those of one before them. */
  placedTwins(from: number, to: number): readonly { ordinal: number; twin: number }[];
  countUnpacked(cut: number): number;
  setPlace(ordinal: number, place: PackPlace): void;
  countByVolume(cut: number): ReadonlyMap<number, number>;
  /** Smallest ordinal of a scope; -1 for one without exemplars. */
  firstOf(scope: number): number;
  standing(ordinal: number): StandingExemplar | null;
  /** The exemplar of a scope at a place, retired ones too. */
  standingAt(scope: number, place: PatchPlace): StandingExemplar | null;
  /** Exemplars of a scope that are not, or stand for other patches than, what de-duplication left. */
  regrouped(scope: number): readonly StandingExemplar[];
  /** One that a person made an exemplar: de-duplication grouped nothing under it. */
  addDecided(scope: number, row: ExemplarRow): void;
  /** Whether exemplars of a cut that decisions made have no pixels in a pack yet. */
  hasUnmeasured(cut: number): boolean;
  setStanding(ordinal: number, members: number, retired: boolean): void;
}

/** Where a patch of a cut is. */
export type PatchPlace = Pick<
  ExemplarRow,
  'volume' | 'plane' | 'position' | 'y0' | 'y1' | 'x0' | 'x1'
>;

interface Row extends Omit<ExemplarRow, 'heldOut'> {
  held_out: number;
  scope: number;
  grouped: number;
  retired: number;
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
    unpacked: unpackedQuery(db),
    twins: twinQuery(db),
    placedTwins: placedTwinQuery(db),
    hashes: hashQuery(db),
    countUnpacked: (cut) => countUnpacked.get(cut)?.count ?? 0,
    setPlace: (ordinal, p) => void setPlace.run(p.pack, p.offset, p.bytes, ordinal),
    countByVolume: (cut) => new Map(byVolume.all(cut).map((row) => [row.volume, row.count])),
  };
}

type ScopeQueries = Pick<ExemplarTable, 'removeSome' | 'countFrom' | 'chosenAfter' | 'setGrouped'>;

function scopeQueries(db: Database.Database): ScopeQueries {
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
  return {
    removeSome(scope) {
      rememberLast.run();
      return remove.run(scope).changes;
    },
    countFrom(scope, ordinal) {
      const { count = 0, last = 0, rows = 0 } = countFrom.get(scope, ordinal) ?? {};
      return { count: count ?? 0, next: rows < countedAtOnce ? null : last + 1 };
    },
    chosenAfter: (scope, ordinal) => chosenAfter.all(scope, ordinal),
    setGrouped: (ordinal, grouped) => void setGrouped.run(grouped, grouped, ordinal),
  };
}

const countedAtOnce = 10_000;

function unpackedQuery(db: Database.Database): ExemplarTable['unpacked'] {
  const unpacked = db
    .prepare<[number, number, number, number, number], number>(
      `SELECT ordinal FROM exemplar INDEXED BY exemplar_address
       JOIN scope ON scope.id = exemplar.scope AND scope.complete = 1
       WHERE exemplar.volume = ? AND plane = ? AND position BETWEEN ? AND ? AND scope.cut = ?
       AND pack IS NULL AND retired = 0 ORDER BY ordinal`,
    )
    .pluck();
  return (cut, volume, plane, [first, last]) => unpacked.all(volume, plane, first, last, cut);
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

type StandingQueries = Pick<
  ExemplarTable,
  'firstOf' | 'standing' | 'standingAt' | 'regrouped' | 'hasUnmeasured' | 'setStanding'
>;

function standingQueries(db: Database.Database): StandingQueries {
  const byOrdinal = db.prepare<[number], Row>('SELECT * FROM exemplar WHERE ordinal = ?');
  const at = db.prepare<[number, number, number, number, number, number, number, number], Row>(
    `SELECT * FROM exemplar WHERE volume = ? AND plane = ? AND position = ? AND y0 = ? AND x0 = ?
     AND y1 = ? AND x1 = ? AND scope = ?`,
  );
  // The very words of the partial index, so that it is used.
  const regrouped = db.prepare<[number], Row>(
    'SELECT * FROM exemplar WHERE scope = ? AND (retired = 1 OR members <> grouped)',
  );
  const first = db.prepare<[number], { ordinal: number | null }>(
    'SELECT min(ordinal) AS ordinal FROM exemplar WHERE scope = ?',
  );
  const unmeasured = db.prepare<[number], { ordinal: number }>(
    `SELECT ordinal FROM exemplar INDEXED BY exemplar_regrouped
     JOIN scope ON scope.id = exemplar.scope AND scope.complete = 1
     WHERE (retired = 1 OR members <> grouped) AND retired = 0 AND pack IS NULL AND scope.cut = ? LIMIT 1`,
  );
  const set = db.prepare('UPDATE exemplar SET members = ?, retired = ? WHERE ordinal = ?');
  const standing = (row: Row | undefined): StandingExemplar | null =>
    row ? toStanding(row) : null;
  return {
    firstOf: (scope) => first.get(scope)?.ordinal ?? -1,
    standing: (ordinal) => standing(byOrdinal.get(ordinal)),
    standingAt: (scope, p) =>
      standing(at.get(p.volume, p.plane, p.position, p.y0, p.x0, p.y1, p.x1, scope)),
    regrouped: (scope) => regrouped.all(scope).map(toStanding),
    hasUnmeasured: (cut) => unmeasured.get(cut) !== undefined,
    setStanding: (ordinal, members, retired) => void set.run(members, retired ? 1 : 0, ordinal),
  };
}

function toStanding(row: Row): StandingExemplar {
  const { scope, grouped } = row;
  return { ...toExemplar(row), scope, grouped, retired: row.retired === 1 };
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

function twinQuery(db: Database.Database): ExemplarTable['twins'] {
  // Of several twins the first, with its own place: SQLite takes bare columns from the row of min().
  const find = db.prepare<[string, string], PackPlace & { ordinal: number; twin: number }>(`
    SELECT mine.ordinal, min(other.ordinal) AS twin, other.pack, other.pack_offset AS offset, other.pack_bytes AS bytes
    FROM json_each(?) AS asked
    CROSS JOIN exemplar AS mine ON mine.ordinal = asked.value AND mine.pack IS NULL
    CROSS JOIN exemplar AS other INDEXED BY exemplar_address
      ON other.volume = mine.volume AND other.plane = mine.plane AND other.position = mine.position
      AND other.y0 = mine.y0 AND other.x0 = mine.x0 AND other.y1 = mine.y1 AND other.x1 = mine.x1
      AND other.pack IS NOT NULL AND other.scope IN (SELECT value FROM json_each(?))
    GROUP BY mine.ordinal ORDER BY mine.ordinal`);
  return (ordinals, scopes) =>
    find
      .all(JSON.stringify(ordinals), JSON.stringify(scopes))
      .map(({ ordinal, twin, ...place }) => ({ ordinal, twin, place }));
}

function placedTwinQuery(db: Database.Database): ExemplarTable['placedTwins'] {
  const find = db.prepare<[{ from: number; to: number }], { ordinal: number; twin: number }>(`
    SELECT mine.ordinal, min(other.ordinal) AS twin FROM exemplar AS mine
    CROSS JOIN exemplar AS other INDEXED BY exemplar_address
      ON other.volume = mine.volume AND other.plane = mine.plane AND other.position = mine.position
      AND other.y0 = mine.y0 AND other.x0 = mine.x0 AND other.ordinal < @from
      AND other.pack = mine.pack AND other.pack_offset = mine.pack_offset
    WHERE mine.ordinal >= @from AND mine.ordinal < @to GROUP BY mine.ordinal ORDER BY mine.ordinal`);
  return (from, to) => find.all({ from, to });
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
