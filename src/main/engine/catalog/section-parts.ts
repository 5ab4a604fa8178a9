import type Database from 'better-sqlite3';

/** Hashes of one row of boxes of all cross-sections of a plane, in the order of their positions. */
export interface SectionPart {
  /** which row of boxes, from the first plane of the volume on */
  readonly row: number;
  readonly hashes: Uint8Array;
}

/** Cross-sections that are hashed in parts, until all parts are there. */
export interface SectionPartTable {
  add(cut: number, volume: number, plane: number, part: SectionPart): void;
  /** Which rows of a plane are there, ascending. */
  rows(cut: number, volume: number, plane: number): readonly number[];
  /** All of a plane, in the order of their rows. */
  ofPlane(cut: number, volume: number, plane: number): readonly SectionPart[];
  removePlane(cut: number, volume: number, plane: number): void;
  removeVolume(cut: number, volume: number): void;
}

export function sectionPartTable(db: Database.Database): SectionPartTable {
  const add = db.prepare(
    'INSERT OR REPLACE INTO section_part (cut, volume, plane, row, hashes) VALUES (?, ?, ?, ?, ?)',
  );
  const rows = db.prepare<[number, number, number], { row: number }>(
    'SELECT row FROM section_part WHERE cut = ? AND volume = ? AND plane = ? ORDER BY row',
  );
  const ofPlane = db.prepare<[number, number, number], SectionPart>(
    'SELECT row, hashes FROM section_part WHERE cut = ? AND volume = ? AND plane = ? ORDER BY row',
  );
  const removePlane = db.prepare(
    'DELETE FROM section_part WHERE cut = ? AND volume = ? AND plane = ?',
  );
  const removeVolume = db.prepare('DELETE FROM section_part WHERE cut = ? AND volume = ?');
  return {
    add: (cut, volume, plane, { row, hashes }) => void add.run(cut, volume, plane, row, hashes),
    rows: (cut, volume, plane) => rows.all(cut, volume, plane).map(({ row }) => row),
    ofPlane: (cut, volume, plane) => ofPlane.all(cut, volume, plane),
    removePlane: (cut, volume, plane) => void removePlane.run(cut, volume, plane),
    removeVolume: (cut, volume) => void removeVolume.run(cut, volume),
  };
}
