import type Database from 'better-sqlite3';
import { ofLiveScopes, type PackPlace } from './exemplar-rows.ts';

/** An exemplar of another scope at the very same address, with pixels in a pack. */
export interface Twin {
  readonly ordinal: number;
  readonly twin: number;
  readonly place: PackPlace;
}

/** Where the pixels of exemplars lie, and which have none yet. */
export interface PackQueries {
  setPlace(ordinal: number, place: PackPlace): void;
  /** Ordinals of exemplars between two positions of a plane that have no pixels in a pack yet, ascending. */
  unpacked(
    cut: number,
    volume: number,
    plane: number,
    positions: readonly [first: number, last: number],
  ): readonly number[];
  countUnpacked(cut: number): number;
  /** Whether exemplars of a cut that decisions made have no pixels in a pack yet. */
  hasUnmeasured(cut: number): boolean;
  /** Where exemplars of some scopes that are the same patches have their pixels, of those that have none themselves. */
  twins(ordinals: readonly number[], scopes: readonly number[]): readonly Twin[];
  /** Exemplars between two ordinals, the last left out, whose pixels are those of one before them. */
  placedTwins(from: number, to: number): readonly { ordinal: number; twin: number }[];
}

export function packQueries(db: Database.Database): PackQueries {
  const setPlace = db.prepare(
    'UPDATE exemplar SET pack = ?, pack_offset = ?, pack_bytes = ? WHERE ordinal = ?',
  );
  const countUnpacked = db.prepare<[number], { count: number }>(
    `SELECT count(*) AS count ${ofLiveScopes} AND pack IS NULL`,
  );
  const unmeasured = db.prepare<[number], { ordinal: number }>(
    `SELECT ordinal FROM exemplar INDEXED BY exemplar_regrouped
     JOIN scope ON scope.id = exemplar.scope AND scope.complete = 1
     WHERE (retired = 1 OR members <> grouped) AND retired = 0 AND pack IS NULL AND scope.cut = ? LIMIT 1`,
  );
  return {
    setPlace: (ordinal, p) => void setPlace.run(p.pack, p.offset, p.bytes, ordinal),
    unpacked: unpackedQuery(db),
    countUnpacked: (cut) => countUnpacked.get(cut)?.count ?? 0,
    hasUnmeasured: (cut) => unmeasured.get(cut) !== undefined,
    twins: twinQuery(db),
    placedTwins: placedTwinQuery(db),
  };
}

function unpackedQuery(db: Database.Database): PackQueries['unpacked'] {
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

function twinQuery(db: Database.Database): PackQueries['twins'] {
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

function placedTwinQuery(db: Database.Database): PackQueries['placedTwins'] {
  const find = db.prepare<[{ from: number; to: number }], { ordinal: number; twin: number }>(`
    SELECT mine.ordinal, min(other.ordinal) AS twin FROM exemplar AS mine
    CROSS JOIN exemplar AS other INDEXED BY exemplar_address
      ON other.volume = mine.volume AND other.plane = mine.plane AND other.position = mine.position
      AND other.y0 = mine.y0 AND other.x0 = mine.x0 AND other.ordinal < @from
      AND other.pack = mine.pack AND other.pack_offset = mine.pack_offset
    WHERE mine.ordinal >= @from AND mine.ordinal < @to GROUP BY mine.ordinal ORDER BY mine.ordinal`);
  return (from, to) => find.all({ from, to });
}
