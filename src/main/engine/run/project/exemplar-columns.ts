import type { LabelValue } from '../../../../shared/decision.ts';
import type { ScopedRow } from '../../catalog/exemplar-reader.ts';
import type { PatchAddress } from '../../catalog/labels.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import type { Steps } from '../turn/breath.ts';
import { rowsOfVolumes, rowsOfVolumesSteps } from './row-places.ts';

/**
 * The exemplars of the current cut as typed arrays, one entry a row, rows by ascending ordinal. Grids
 * sort and filter over these: a million exemplars take 40 MB and no query.
 */
export interface ExemplarColumns {
  readonly count: number;
  readonly ordinal: Uint32Array;
  readonly source: Uint32Array;
  readonly volume: Uint32Array;
  readonly plane: Uint8Array;
  readonly position: Uint32Array;
  readonly y0: Uint32Array;
  readonly y1: Uint32Array;
  readonly x0: Uint32Array;
  readonly x1: Uint32Array;
  readonly members: Uint32Array;
  readonly heldOut: Uint8Array;
  /** index into labelCodes */
  readonly label: Uint8Array;
  /** NaN where the current model has not scored it */
  readonly score: Float32Array;
}

/** Codes of the label column; 0 is no label. */
export const labelCodes: readonly LabelValue[] = ['none', 'informative', 'uninformative', 'unsure'];

export function emptyColumns(count: number): ExemplarColumns {
  const words = () => new Uint32Array(count);
  return {
    count,
    ordinal: words(),
    source: words(),
    volume: words(),
    plane: new Uint8Array(count),
    position: words(),
    y0: words(),
    y1: words(),
    x0: words(),
    x1: words(),
    members: words(),
    heldOut: new Uint8Array(count),
    label: new Uint8Array(count),
    score: new Float32Array(count).fill(Number.NaN),
  };
}

/** Rows read at once: some milliseconds. */
const rowsAtOnce = 4096;

/** Reads the columns of a cut; labels and scores are set by the caller. */
export function* columnsOf(catalog: Catalog, cut: number): Steps<ExemplarColumns> {
  const live = liveScopes(catalog, cut);
  const sourceOf = new Map(catalog.volumes.all().map(({ id, source }) => [id, source]));
  const columns = emptyColumns(live.most);
  let row = 0;
  for (const { first, last } of live.stretches) {
    for (let next = first; next <= last; ) {
      const rows = catalog.exemplarReader.from(next, rowsAtOnce);
      for (const values of rows) {
        const source = sourceOf.get(values[2]);
        const isHere = values[0] <= last && live.scopes.has(values[1]) && source !== undefined;
        if (isHere) setRow(columns, row++, values, source);
      }
      next = (rows.at(-1)?.[0] ?? last) + 1;
      yield;
    }
  }
  return row === columns.count ? columns : firstRows(columns, row);
}

/** The complete scopes of a cut, and stretches of ordinals among which theirs are, ascending. */
function liveScopes(catalog: Catalog, cut: number) {
  const scopes = new Set<number>();
  const extents = catalog.cuts.scopes(cut).flatMap(({ id, complete }) => {
    const extent = complete ? catalog.exemplarReader.extent(id) : null;
    if (extent) scopes.add(id);
    return extent ? [extent] : [];
  });
  const stretches: { first: number; last: number }[] = [];
  for (const { first, last } of extents.sort((a, b) => a.first - b.first)) {
    const before = stretches.at(-1);
    if (before && first <= before.last + 1) before.last = Math.max(before.last, last);
    else stretches.push({ first, last });
  }
  return { scopes, stretches, most: extents.reduce((sum, { count }) => sum + count, 0) };
}

function setRow(columns: ExemplarColumns, row: number, values: ScopedRow, source: number): void {
  const [ordinal, , volume, plane, position, y0, y1, x0, x1, members, heldOut] = values;
  columns.ordinal[row] = ordinal;
  columns.source[row] = source;
  columns.volume[row] = volume;
  columns.plane[row] = plane;
  columns.position[row] = position;
  columns.y0[row] = y0;
  columns.y1[row] = y1;
  columns.x0[row] = x0;
  columns.x1[row] = x1;
  columns.members[row] = members;
  columns.heldOut[row] = heldOut;
}

/** Fewer rows than were reckoned with: those of sources taken out are not shown. */
function firstRows(columns: ExemplarColumns, count: number): ExemplarColumns {
  const fewer = emptyColumns(count);
  for (const name of Object.keys(fewer) as (keyof ExemplarColumns)[]) {
    const [from, to] = [columns[name], fewer[name]];
    if (typeof from !== 'number' && typeof to !== 'number') to.set(from.subarray(0, count));
  }
  return fewer;
}

/** Sets the label column of fresh columns. */
export function* setLabels(catalog: Catalog, columns: ExemplarColumns): Steps<void> {
  // Both are kept: finding rows takes them as they are then.
  yield* rowsOfVolumesSteps(columns);
  catalog.volumes.all();
  yield;
  const find = rowFinder(catalog, columns);
  for (let last = -1; ; ) {
    yield;
    const labels = catalog.labels.valuesAfter(last, rowsAtOnce);
    for (const { address, value } of labels) {
      const row = find(address);
      if (row >= 0) columns.label[row] = labelCodes.indexOf(value);
    }
    last = labels.at(-1)?.id ?? last;
    if (labels.length < rowsAtOnce) return;
  }
}

/** Finds the row of an address, or -1 where it is no exemplar of this cut. */
export type FindRow = (address: PatchAddress) => number;

/** By the column of ordinals, which outlives new scores. */
const finders = new WeakMap<Uint32Array, FindRow>();

/** By halving the rows of the address's volume: those of its long run, then the late ones. */
export function rowFinder(catalog: Catalog, columns: ExemplarColumns): FindRow {
  const find = finders.get(columns.ordinal) ?? newFinder(catalog, columns);
  finders.set(columns.ordinal, find);
  return find;
}

function newFinder(catalog: Catalog, columns: ExemplarColumns): FindRow {
  const volumeOf = new Map(catalog.volumes.all().map((volume) => [volume.contentId, volume.id]));
  const volumes = rowsOfVolumes(columns);
  return (address) => {
    const rows = volumes.get(volumeOf.get(address.contentId) ?? -1);
    if (!rows) return -1;
    const { from, to, late } = rows;
    const found = search(columns, address, to - from, (at) => from + at);
    return found < 0 && late.length > 0
      ? search(columns, address, late.length, (at) => late[at] ?? 0)
      : found;
  };
}

function search(
  columns: ExemplarColumns,
  address: PatchAddress,
  count: number,
  rowAt: (at: number) => number,
): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(columns, rowAt(middle), address) < 0) low = middle + 1;
    else high = middle;
  }
  return low < count && compare(columns, rowAt(low), address) === 0 ? rowAt(low) : -1;
}

function compare(c: ExemplarColumns, row: number, a: PatchAddress): number {
  return (
    (c.plane[row] ?? 0) - a.plane ||
    (c.position[row] ?? 0) - a.position ||
    (c.y0[row] ?? 0) - a.y0 ||
    (c.x0[row] ?? 0) - a.x0 ||
    (c.y1[row] ?? 0) - a.y1 ||
    (c.x1[row] ?? 0) - a.x1
  );
}

/** Row of an ordinal, or -1. */
export function rowOfOrdinal(columns: ExemplarColumns, ordinal: number): number {
  let low = 0;
  let high = columns.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((columns.ordinal[middle] ?? 0) < ordinal) low = middle + 1;
    else high = middle;
  }
  return columns.ordinal[low] === ordinal && low < columns.count ? low : -1;
}
