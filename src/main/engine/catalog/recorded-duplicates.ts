import type Database from 'better-sqlite3';

/** A near-duplicate as a data set tells of it: its pixels are not here. */
export interface RecordedDuplicate {
  readonly volume: number;
  readonly plane: number;
  readonly position: number;
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
  /** ordinal of the exemplar that stands for it */
  readonly exemplar: number;
  readonly hash: Uint8Array;
}

/** A cross-section with some of them. */
export type RecordedSection = Pick<RecordedDuplicate, 'plane' | 'position'>;

/** Near-duplicates of exemplars that came with a data set; those that were cut here follow from the cross-sections. */
export interface RecordedDuplicateTable {
  add(duplicate: RecordedDuplicate): void;
  /** In the order volume, plane, position and grid, at most so many behind the last one seen. */
  ofExemplar(
    ordinal: number,
    after: RecordedDuplicate | null,
    most: number,
  ): readonly RecordedDuplicate[];
  atPlace(
    place: Pick<RecordedDuplicate, 'volume' | 'plane' | 'position' | 'y0' | 'x0'>,
  ): RecordedDuplicate | null;
  /** In the order plane, position. */
  sections(volume: number): readonly RecordedSection[];
  /** In the order of the grid: row by row. */
  at(volume: number, plane: number, position: number): readonly RecordedDuplicate[];
}

export function recordedDuplicateTable(db: Database.Database): RecordedDuplicateTable {
  const add = db.prepare('INSERT INTO recorded_duplicate VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const ofExemplar = db.prepare<
    [number, number, number, number, number, number, number],
    RecordedDuplicate
  >(
    `SELECT * FROM recorded_duplicate
     WHERE exemplar = ? AND (volume, plane, position, y0, x0) > (?, ?, ?, ?, ?)
     ORDER BY volume, plane, position, y0, x0 LIMIT ?`,
  );
  const sections = db.prepare<[number], RecordedSection>(
    'SELECT DISTINCT plane, position FROM recorded_duplicate WHERE volume = ? ORDER BY plane, position',
  );
  const atPlace = db.prepare<[number, number, number, number, number], RecordedDuplicate>(
    'SELECT * FROM recorded_duplicate WHERE volume = ? AND plane = ? AND position = ? AND y0 = ? AND x0 = ?',
  );
  const at = db.prepare<[number, number, number], RecordedDuplicate>(
    'SELECT * FROM recorded_duplicate WHERE volume = ? AND plane = ? AND position = ? ORDER BY y0, x0',
  );
  return {
    add: (d) =>
      void add.run(d.volume, d.plane, d.position, d.y0, d.x0, d.y1, d.x1, d.exemplar, d.hash),
    ofExemplar(ordinal, last, most) {
      const { volume = -1, plane = -1, position = -1, y0 = -1, x0 = -1 } = last ?? {};
      return ofExemplar.all(ordinal, volume, plane, position, y0, x0, most);
    },
    atPlace: (p) => atPlace.get(p.volume, p.plane, p.position, p.y0, p.x0) ?? null,
    sections: (volume) => sections.all(volume),
    at: (volume, plane, position) => at.all(volume, plane, position),
  };
}
