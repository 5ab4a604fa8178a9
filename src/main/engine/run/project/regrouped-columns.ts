import type { ExemplarRow } from '../../catalog/exemplar-rows.ts';
import type { Catalog } from '../../catalog/open-catalog.ts';
import {
  type ExemplarColumns,
  emptyColumns,
  labelCodes,
  rowOfOrdinal,
} from './exemplar-columns.ts';

/** How an exemplar stands: what it stands for, or that another stands for it. */
export interface Standing {
  readonly ordinal: number;
  readonly members: number;
  readonly retired: boolean;
}

/** What was stored: rows that there were, and new ones. */
export interface Settled {
  readonly standings: readonly Standing[];
  readonly added: readonly ExemplarRow[];
}

/** Columns that every row has, in typed arrays of one length. */
const names = [
  'ordinal',
  'source',
  'volume',
  'plane',
  'position',
  'y0',
  'y1',
  'x0',
  'x1',
  'members',
  'heldOut',
  'label',
  'score',
] as const;

/** A row that the columns do not have yet. */
export interface AddedRow {
  readonly row: ExemplarRow;
  readonly source: number;
  /** index into labelCodes */
  readonly label: number;
  readonly score: number;
}

/**
 * The columns after decisions on groups: without those that became members, with those that became
 * exemplars, and with new numbers of members. Copies every column: about 15 ms a million rows.
 *
 * @param added by ascending ordinal, none of them in the columns
 */
export function regroupedColumns(
  columns: ExemplarColumns,
  standings: Settled['standings'],
  added: readonly AddedRow[],
): ExemplarColumns {
  const rowsOf = (some: Settled['standings']) =>
    some.map(({ ordinal }) => rowOfOrdinal(columns, ordinal)).filter((row) => row >= 0);
  const gone = rowsOf(standings.filter(({ retired }) => retired)).sort((a, b) => a - b);
  const next = emptyColumns(columns.count - gone.length + added.length);
  const cuts = [
    ...gone.map((row) => ({ at: row, skip: 1, insert: null })),
    ...added.map((insert) => ({ at: placeOf(columns, insert.row.ordinal), skip: 0, insert })),
  ].sort((a, b) => a.at - b.at || a.skip - b.skip);
  let [from, to] = [0, 0];
  for (const { at, skip, insert } of [...cuts, { at: columns.count, skip: 0, insert: null }]) {
    for (const name of names) next[name].set(columns[name].subarray(from, at), to);
    to += at - from;
    from = at + skip;
    if (insert) put(next, to++, insert);
  }
  for (const { ordinal, members } of standings) {
    const row = rowOfOrdinal(next, ordinal);
    if (row >= 0) next.members[row] = members;
  }
  return next;
}

/** Rows before which an ordinal comes. */
function placeOf({ ordinal: ordinals, count }: ExemplarColumns, ordinal: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordinals[middle] ?? 0) < ordinal) low = middle + 1;
    else high = middle;
  }
  return low;
}

function put(columns: ExemplarColumns, at: number, { row, source, label, score }: AddedRow): void {
  columns.ordinal[at] = row.ordinal;
  columns.source[at] = source;
  columns.volume[at] = row.volume;
  columns.plane[at] = row.plane;
  columns.position[at] = row.position;
  columns.y0[at] = row.y0;
  columns.y1[at] = row.y1;
  columns.x0[at] = row.x0;
  columns.x1[at] = row.x1;
  columns.members[at] = row.members;
  columns.heldOut[at] = row.heldOut ? 1 : 0;
  columns.label[at] = label;
  columns.score[at] = score;
}

/** What a settling adds to columns: patches that became exemplars, for the first time or again. */
export function addedRows(
  catalog: Catalog,
  columns: ExemplarColumns,
  { standings, added }: Settled,
  scoreOf: (ordinal: number) => number,
): readonly AddedRow[] {
  const back = standings.flatMap(({ ordinal, retired }) => {
    const row =
      retired || rowOfOrdinal(columns, ordinal) >= 0 ? null : catalog.exemplars.byOrdinal(ordinal);
    return row ? [row] : [];
  });
  return [...back, ...added]
    .sort((a, b) => a.ordinal - b.ordinal)
    .flatMap((row) => {
      const volume = catalog.volumes.byId(row.volume);
      const source = volume && catalog.sources.byId(volume.source);
      if (!volume || !source || source.removed) return [];
      const { plane, position, y0, y1, x0, x1 } = row;
      const address = { contentId: volume.contentId, plane, position, y0, y1, x0, x1 };
      const label = labelCodes.indexOf(catalog.labels.labelOf(address)?.value ?? 'none');
      return [{ row, source: source.id, label, score: scoreOf(row.ordinal) }];
    });
}
