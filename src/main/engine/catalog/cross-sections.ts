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

/** Where a cross-section is in a volume; they are ordered by plane, then position. */
export interface SectionPlace {
  readonly plane: number;
  readonly position: number;
}

/** Cross-sections of a volume that follow each other: behind `after` up to and with `last`. */
export interface SectionStretch {
  readonly after: SectionPlace;
  readonly last: SectionPlace;
  readonly patches: number;
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
  /** The next few cross-sections behind a place, so few that handling them takes milliseconds; null behind the last. */
  stretch(cut: number, volume: number, after: SectionPlace): SectionStretch | null;
  rowsOf(cut: number, volume: number, stretch: SectionStretch): readonly CrossSectionRow[];
  /** Copies hashes, not owners, to another cut; what is there stays. */
  copy(from: number, to: number, volume: number, stretch: SectionStretch): void;
  remove(cut: number, volume: number, stretch: SectionStretch): void;
  /** Patches of each volume that was cut whole. */
  patchesOfVolumes(cut: number): ReadonlyMap<number, number>;
}

/** What a stretch holds at most: about 200 KB of 64-bit hashes, and as many rows as take a millisecond or two. */
const mostPatches = 16_384;
const mostSections = 256;

type StretchKey = [number, number, number, number, number, number];

const keyOf = (cut: number, volume: number, { after, last }: SectionStretch): StretchKey => [
  cut,
  volume,
  after.plane,
  after.position,
  last.plane,
  last.position,
];

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
  // Two statements: joined, every section would look its volume up.
  const counts = db.prepare<[number], { volume: number; patches: number }>(
    'SELECT volume, sum(patches) AS patches FROM cross_section WHERE cut = ? GROUP BY volume',
  );
  const whole = db
    .prepare<[number], number>('SELECT volume FROM cut_volume WHERE cut = ? AND complete = 1')
    .pluck();
  return {
    add: (cut, volume, row) =>
      void add.run(cut, volume, row.plane, row.position, row.patches, row.hashes),
    ofVolume: (cut, volume) => ofVolume.all(cut, volume),
    at: (cut, volume, plane, position) => at.get(cut, volume, plane, position) ?? null,
    counts: (cut, volume) => countsOf.all(cut, volume),
    positions: (cut, volume, plane) => positions.all(cut, volume, plane).map((row) => row.position),
    setOwners: (cut, volume, plane, position, owners) =>
      void setOwners.run(owners, cut, volume, plane, position),
    ...stretchQueries(db),
    patchesOfVolumes(cut) {
      const isWhole = new Set(whole.all(cut));
      const found = counts.all(cut).filter(({ volume }) => isWhole.has(volume));
      return new Map(found.map((row) => [row.volume, row.patches]));
    },
  };
}

type StretchQueries = Pick<CrossSectionTable, 'stretch' | 'rowsOf' | 'copy' | 'remove'>;

function stretchQueries(db: Database.Database): StretchQueries {
  const next = db.prepare<
    [number, number, number, number],
    Pick<CrossSectionRow, 'plane' | 'position' | 'patches'>
  >(
    `SELECT plane, position, patches FROM cross_section
     WHERE cut = ? AND volume = ? AND (plane, position) > (?, ?) ORDER BY plane, position LIMIT ${mostSections}`,
  );
  const between =
    'cut = ? AND volume = ? AND (plane, position) > (?, ?) AND (plane, position) <= (?, ?)';
  const rowsOf = db.prepare<StretchKey, CrossSectionRow>(
    `SELECT plane, position, patches, hashes, owners FROM cross_section WHERE ${between} ORDER BY plane, position`,
  );
  const copy = db.prepare<[number, ...StretchKey]>(
    `INSERT OR IGNORE INTO cross_section (cut, volume, plane, position, patches, hashes)
     SELECT ?, volume, plane, position, patches, hashes FROM cross_section WHERE ${between} ORDER BY plane, position`,
  );
  const remove = db.prepare<StretchKey>(`DELETE FROM cross_section WHERE ${between}`);
  return {
    stretch(cut, volume, after) {
      const rows = next.all(cut, volume, after.plane, after.position);
      let [count, patches] = [0, 0];
      for (const row of rows) {
        if (count > 0 && patches + row.patches > mostPatches) break;
        patches += row.patches;
        count++;
      }
      const last = rows[count - 1];
      return last ? { after, last, patches } : null;
    },
    rowsOf: (cut, volume, stretch) => rowsOf.all(...keyOf(cut, volume, stretch)),
    copy: (from, to, volume, stretch) => void copy.run(to, ...keyOf(from, volume, stretch)),
    remove: (cut, volume, stretch) => void remove.run(...keyOf(cut, volume, stretch)),
  };
}
