import type { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { GridPatch, GridView, gridQuery } from '../../../shared/grid.ts';
import { ascendingOrder } from '../kernel/ascending-order.ts';
import { isKept } from './curated-set.ts';
import { type ExemplarColumns, labelCodes, rowOfOrdinal } from './exemplar-columns.ts';
import { type PatchNames, patchNames } from './patch-names.ts';
import { planeOf } from './plane-codes.ts';
import type { Session } from './session.ts';
import { thresholdOf } from './threshold.ts';

export type Query = z.output<typeof gridQuery>;

/** Views of a session's exemplars; each is the ordinals it showed when opened, so it never jumps. */
export interface GridViews {
  open(session: Session, query: Query): Outcome<GridView>;
  page(
    session: Session,
    view: number,
    from: number,
    count: number,
  ): Outcome<{ total: number; patches: GridPatch[] }>;
  clear(): void;
}

/** Views kept, and ordinals in all of them: the newest is kept whatever its size. */
const mostViews = 32;
const mostOrdinals = 8_000_000;

export function gridViews(): GridViews {
  const views = new Map<number, Uint32Array>();
  let next = 1;
  return {
    open(session, query) {
      const ordinals = ordinalsOf(session, query);
      const view = next++;
      views.set(view, ordinals);
      forgetOldest(views);
      return succeed({ view, total: ordinals.length, asOf: session.catalog.actions.newest() });
    },
    page(session, view, from, count) {
      const ordinals = views.get(view);
      if (!ordinals) return fail({ kind: 'view-forgotten' });
      const columns = session.columns();
      const names = patchNames(session);
      const threshold = thresholdOf(session);
      const patches = [...ordinals.subarray(from, from + count)].flatMap((ordinal, i) => {
        const row = rowOfOrdinal(columns, ordinal);
        return row < 0 ? [] : [describeRow(session, columns, names, threshold, row, from + i)];
      });
      return succeed({ total: ordinals.length, patches });
    },
    clear: () => views.clear(),
  };
}

function forgetOldest(views: Map<number, Uint32Array>): void {
  let total = 0;
  for (const ordinals of views.values()) total += ordinals.length;
  for (const [oldest, { length }] of views) {
    if (views.size === 1 || (views.size <= mostViews && total <= mostOrdinals)) return;
    views.delete(oldest);
    total -= length;
  }
}

function ordinalsOf(session: Session, query: Query): Uint32Array {
  const columns = session.columns();
  if (query.set === 'ordinals') {
    return Uint32Array.from(
      query.ordinals.filter((ordinal) => rowOfOrdinal(columns, ordinal) >= 0),
    );
  }
  const matches = matcher(session, columns, query);
  const rows = new Uint32Array(columns.count);
  let count = 0;
  for (let row = 0; row < columns.count; row++) if (matches(row)) rows[count++] = row;
  const found = rows.subarray(0, count);
  sortRows(columns, found, query, thresholdOf(session));
  for (let i = 0; i < found.length; i++) found[i] = columns.ordinal[found[i] ?? 0] ?? 0;
  return found.slice();
}

function matcher(session: Session, c: ExemplarColumns, query: Query): (row: number) => boolean {
  const threshold = thresholdOf(session);
  const hasModel = session.catalog.settings.get('model') !== null;
  const sources = new Set(query.sources);
  const labels = new Set(query.labels.map((label) => labelCodes.indexOf(label)));
  const inSet: { readonly [S in Query['set']]: (row: number) => boolean } = {
    all: () => true,
    ordinals: () => true,
    unlabelled: (row) => c.label[row] === 0,
    labelled: (row) => c.label[row] !== 0,
    'second-opinion': (row) => c.label[row] !== 0,
    suspect: (row) => c.label[row] === 1 || c.label[row] === 2,
    kept: (row) => isKept(c, row, threshold),
    dropped: (row) => !isKept(c, row, threshold),
    'near-threshold': (row) => !Number.isNaN(c.score[row] ?? Number.NaN),
    overridden: (row) => hasModel && isOverridden(c, row, threshold),
  };
  const wanted = inSet[query.set];
  const from = query.scoreFrom ?? Number.NEGATIVE_INFINITY;
  const to = query.scoreTo ?? Number.POSITIVE_INFINITY;
  const anyScore = query.scoreFrom === null && query.scoreTo === null;
  return (row) => {
    if (sources.size > 0 && !sources.has(c.source[row] ?? -1)) return false;
    if (labels.size > 0 && !labels.has(c.label[row] ?? 0)) return false;
    if (query.heldOut !== null && (c.heldOut[row] === 1) !== query.heldOut) return false;
    const score = c.score[row] ?? Number.NaN;
    return (anyScore || (score >= from && score <= to)) && wanted(row);
  };
}

/** A person's decision that differs from what the model alone would do. */
function isOverridden(c: ExemplarColumns, row: number, threshold: number): boolean {
  const byModel = (c.score[row] ?? Number.NaN) > threshold;
  return (c.label[row] === 1 && !byModel) || (c.label[row] === 2 && byModel);
}

function sortRows(c: ExemplarColumns, rows: Uint32Array, query: Query, threshold: number): void {
  const { length } = rows;
  if (query.set === 'near-threshold') {
    sortBy(rows, new Float64Array(length), (row) => Math.abs((c.score[row] ?? 0) - threshold));
    return;
  }
  const { order, seed } = query;
  if (order === 'random') {
    sortBy(rows, new Uint32Array(length), (row) => randomKey(c.ordinal[row] ?? 0, seed));
  } else if (order === 'group-size') {
    sortBy(rows, new Uint32Array(length), (row) => 0xffffffff - (c.members[row] ?? 0));
  }
  // Patches without a score come last in both directions.
  else if (order === 'score-up') {
    sortBy(rows, new Float32Array(length), (row) => scoreOr(c, row, 2));
  } else if (order === 'score-down') {
    sortBy(rows, new Float32Array(length), (row) => -scoreOr(c, row, -2));
  }
}

function scoreOr(c: ExemplarColumns, row: number, missing: number): number {
  const score = c.score[row] ?? Number.NaN;
  return Number.isNaN(score) ? missing : score;
}

/** Ascending by key, ties by row. @param keys room for as many; of the shortest type that holds them */
function sortBy(
  rows: Uint32Array,
  keys: Uint32Array | Float32Array | Float64Array,
  keyOf: (row: number) => number,
): void {
  for (let i = 0; i < rows.length; i++) keys[i] = keyOf(rows[i] ?? 0);
  const order = ascendingOrder(keys);
  for (let i = 0; i < order.length; i++) order[i] = rows[order[i] ?? 0] ?? 0;
  rows.set(order);
}

/**
 * A place in a random order that is the exemplar's own: a queue that is opened again after labelling
 * goes on where it was, since leaving some out does not move the others. (The finaliser of MurmurHash3.)
 */
function randomKey(ordinal: number, seed: number): number {
  let key = Math.imul(ordinal + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 16), 0x85ebca6b);
  key = Math.imul(key ^ (key >>> 13), 0xc2b2ae35);
  return (key ^ (key >>> 16)) >>> 0;
}

function describeRow(
  session: Session,
  c: ExemplarColumns,
  names: PatchNames,
  threshold: number,
  row: number,
  at: number,
): GridPatch {
  const [volume = 0, plane = 0, position = 0] = [c.volume[row], c.plane[row], c.position[row]];
  const box = { y0: c.y0[row] ?? 0, y1: c.y1[row] ?? 0, x0: c.x0[row] ?? 0, x1: c.x1[row] ?? 0 };
  const score = c.score[row] ?? Number.NaN;
  const label = labelCodes[c.label[row] ?? 0] ?? 'none';
  const contentId = names.volume(volume)?.contentId ?? '';
  const stored =
    label === 'none'
      ? null
      : session.catalog.labels.labelOf({ contentId, plane, position, ...box });
  const decided = Number.isNaN(score) && label === 'none';
  return {
    ordinal: c.ordinal[row] ?? 0,
    at,
    source: c.source[row] ?? 0,
    name: names.stableName(volume, plane, position, box),
    volume,
    plane: planeOf(plane),
    index: position,
    box,
    members: c.members[row] ?? 0,
    score: Number.isNaN(score) ? null : score,
    pass: 'first',
    label,
    reason: stored?.reason ?? null,
    heldOut: c.heldOut[row] === 1,
    kept: decided ? null : isKept(c, row, threshold),
  };
}
