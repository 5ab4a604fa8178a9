import type Database from 'better-sqlite3';

/** The raw patches of one cross-section; their boxes follow from the cut's grid, row by row. */
export interface CrossSectionRow {
  readonly plane: number;
  readonly position: number;
  readonly patches: number;
  /** patches x bytes per hash */
  readonly hashes: Uint8Array;
  /** patches x 4 bytes, little endian: ordinal of the exemplar that stands for each; null before */
  readonly owners: Uint8Array | null;
}

export interface CrossSectionTable {
  add(cut: number, volume: number, row: Omit<CrossSectionRow, 'owners'>): void;
  /** All of a volume, in the order plane, position. */
  ofVolume(cut: number, volume: number): readonly CrossSectionRow[];
  at(cut: number, volume: number, plane: number, position: number): CrossSectionRow | null;
  /** How many patches each has, in the order plane, position. */
  counts(
    cut: number,
    volume: number,
  ): readonly Pick<CrossSectionRow, 'plane' | 'position' | 'patches'>[];
  /** Which positions of a plane are there, ascending. */
  positions(cut: number, volume: number, plane: number): readonly number[];
  setOwners(cut: number, volume: number, plane: number, position: number, owners: Uint8Array): void;
  removeVolume(cut: number, volume: number): void;
  /** Patches of each volume that was cut whole. */
  patchesOfVolumes(cut: number): ReadonlyMap<number, number>;
}

export function crossSectionTable(db: Database.Database): CrossSectionTable {
  const add = db.prepare(
    'INSERT OR REPLACE INTO cross_section (cut, volume, plane, position, patches, hashes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const ofVolume = db.prepare<[number, number], CrossSectionRow>(
    'SELECT plane, position, patches, hashes, owners FROM cross_section WHERE cut = ? AND volume = ? ORDER BY plane, position',
  );
  const at = db.prepare<[number, number, number, number], CrossSectionRow>(
    'SELECT plane, position, patches, hashes, owners FROM cross_section WHERE cut = ? AND volume = ? AND plane = ? AND position = ?',
  );
  const countsOf = db.prepare<
    [number, number],
    Pick<CrossSectionRow, 'plane' | 'position' | 'patches'>
  >(
    'SELECT plane, position, patches FROM cross_section WHERE cut = ? AND volume = ? ORDER BY plane, position',
  );
  const positions = db.prepare<[number, number, number], { position: number }>(
    'SELECT position FROM cross_section WHERE cut = ? AND volume = ? AND plane = ? ORDER BY position',
  );
  const setOwners = db.prepare(
    'UPDATE cross_section SET owners = ? WHERE cut = ? AND volume = ? AND plane = ? AND position = ?',
  );
  const remove = db.prepare('DELETE FROM cross_section WHERE cut = ? AND volume = ?');
  const counts = db.prepare<[number], { volume: number; patches: number }>(
    `SELECT cross_section.volume, sum(patches) AS patches FROM cross_section
     JOIN cut_volume ON cut_volume.cut = cross_section.cut AND cut_volume.volume = cross_section.volume
     WHERE cross_section.cut = ? AND complete = 1 GROUP BY cross_section.volume`,
  );
  return {
    add: (cut, volume, row) =>
      void add.run(cut, volume, row.plane, row.position, row.patches, row.hashes),
    ofVolume: (cut, volume) => ofVolume.all(cut, volume),
    at: (cut, volume, plane, position) => at.get(cut, volume, plane, position) ?? null,
    counts: (cut, volume) => countsOf.all(cut, volume),
    positions: (cut, volume, plane) => positions.all(cut, volume, plane).map((row) => row.position),
    setOwners: (cut, volume, plane, position, owners) =>
      void setOwners.run(owners, cut, volume, plane, position),
    removeVolume: (cut, volume) => void remove.run(cut, volume),
    patchesOfVolumes: (cut) => new Map(counts.all(cut).map((row) => [row.volume, row.patches])),
  };
}
