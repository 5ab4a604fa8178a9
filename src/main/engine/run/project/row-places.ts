import { atOnce, type Steps } from '../turn/breath.ts';

/** What rows of exemplar columns tell of their places. */
interface RowPlaces {
  readonly count: number;
  readonly ordinal: Uint32Array;
  readonly volume: Uint32Array;
  readonly plane: Uint8Array;
  readonly position: Uint32Array;
  readonly y0: Uint32Array;
  readonly y1: Uint32Array;
  readonly x0: Uint32Array;
  readonly x1: Uint32Array;
}

/**
 * Rows of one volume. A run writes a volume's exemplars by their places, one after another; those that a
 * person's decision made later have later ordinals, wherever they lie.
 */
export interface VolumeRows {
  /** the longest run of rows that lie together in the order of their places, without its end */
  readonly from: number;
  readonly to: number;
  /** all others, by their places */
  readonly late: readonly number[];
}

const known = new WeakMap<Uint32Array, ReadonlyMap<number, VolumeRows>>();

/** The rows of each volume, volumes in the order of their first rows; kept with the column of ordinals. */
export const rowsOfVolumes = (columns: RowPlaces): ReadonlyMap<number, VolumeRows> =>
  atOnce(rowsOfVolumesSteps(columns));

/** Rows between two yields, where each takes some tens of nanoseconds. */
const rowsAtOnce = 1 << 16;

/** The same in steps; at once where it was asked for before. */
export function* rowsOfVolumesSteps(columns: RowPlaces): Steps<ReadonlyMap<number, VolumeRows>> {
  const before = known.get(columns.ordinal);
  if (before) return before;
  const runs = new Map<number, { from: number; to: number }[]>();
  let pause = rowsAtOnce;
  for (let from = 0; from < columns.count; ) {
    const volume = columns.volume[from] ?? 0;
    let to = from + 1;
    while (to < columns.count && follows(columns, to)) to++;
    const ofVolume = runs.get(volume);
    if (ofVolume) ofVolume.push({ from, to });
    else runs.set(volume, [{ from, to }]);
    from = to;
    if (from < pause) continue;
    pause = from + rowsAtOnce;
    yield;
  }
  const found = new Map([...runs].map(([volume, all]) => [volume, volumeRows(columns, all)]));
  known.set(columns.ordinal, found);
  return found;
}

/** Whether a row is of the volume of the one before it, and lies behind it. */
function follows(c: RowPlaces, row: number): boolean {
  return c.volume[row] === c.volume[row - 1] && byPlace(c, row - 1, row) <= 0;
}

function volumeRows(columns: RowPlaces, runs: readonly { from: number; to: number }[]): VolumeRows {
  const longest = runs.reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a));
  const late = runs
    .filter((run) => run !== longest)
    .flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i))
    .sort((a, b) => byPlace(columns, a, b));
  return { ...longest, late };
}

/** Plane, section, rows, columns: negative where the first of two rows of a volume comes first. */
export function byPlace(c: RowPlaces, a: number, b: number): number {
  return (
    (c.plane[a] ?? 0) - (c.plane[b] ?? 0) ||
    (c.position[a] ?? 0) - (c.position[b] ?? 0) ||
    (c.y0[a] ?? 0) - (c.y0[b] ?? 0) ||
    (c.x0[a] ?? 0) - (c.x0[b] ?? 0) ||
    (c.y1[a] ?? 0) - (c.y1[b] ?? 0) ||
    (c.x1[a] ?? 0) - (c.x1[b] ?? 0)
  );
}

const placed = new WeakMap<Uint32Array, Uint32Array | null>();

/** All rows, volume by volume in the order of their places; null where they lie in that order already. */
export function rowsByPlace(columns: RowPlaces): Uint32Array | null {
  const before = placed.get(columns.ordinal);
  if (before !== undefined) return before;
  const volumes = [...rowsOfVolumes(columns).values()];
  const rows = volumes.some(({ late }) => late.length > 0) ? merged(columns, volumes) : null;
  placed.set(columns.ordinal, rows);
  return rows;
}

function merged(columns: RowPlaces, volumes: readonly VolumeRows[]): Uint32Array {
  const rows = new Uint32Array(columns.count);
  let at = 0;
  for (const { from, to, late } of volumes) {
    let row = from;
    for (const each of late) {
      while (row < to && byPlace(columns, row, each) <= 0) rows[at++] = row++;
      rows[at++] = each;
    }
    while (row < to) rows[at++] = row++;
  }
  return rows;
}

/** Some rows in the order of `rowsByPlace`; sorted in place where that is the order of the columns. */
export function sortedByPlace(columns: RowPlaces, rows: Uint32Array): Uint32Array {
  const order = rowsByPlace(columns);
  if (!order) return rows.sort();
  const isWanted = new Uint8Array(columns.count);
  for (const row of rows) isWanted[row] = 1;
  return order.filter((row) => isWanted[row] === 1);
}
