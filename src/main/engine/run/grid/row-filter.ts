import type { z } from 'zod';
import type { LabelValue } from '../../../../shared/decision.ts';
import type { gridQuery } from '../../../../shared/grid.ts';
import { regroupedExemplars } from '../group/live-groups.ts';
import { labelsAsOf, rowsOfOthers } from '../label/label-views.ts';
import { type ExemplarColumns, labelCodes } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { type ThresholdOfSource, thresholdsOf } from '../set/threshold.ts';

export type Query = z.output<typeof gridQuery>;

/** Takes those of some rows that do not belong out of what is found so far: its ones become zeros. */
export type Sieve = (isFound: Uint8Array, from: number, to: number) => void;

/**
 * What a query asks of a row, as things are now: labels that come while rows are looked through do not
 * count.
 *
 * @param asOf action up to which labels count
 * @returns null where every row belongs
 */
export function rowFilter(
  session: Session,
  live: ExemplarColumns,
  query: Query,
  asOf: number,
): Sieve | null {
  const columns = { ...live, label: live.label.slice() };
  const labels = labelsAsOf(session, columns, asOf);
  const sources = wantedSources(session, query);
  const sieves = [
    sources && withIds(columns.source, sources),
    query.volumes.length > 0 ? withIds(columns.volume, new Set(query.volumes)) : null,
    query.labels.length > 0 ? withLabel(labels, query.labels) : null,
    query.heldOut === null ? null : withValue(columns.heldOut, query.heldOut ? 1 : 0),
    withScore(columns, query),
    inSet(session, columns, query, labels, asOf),
  ].filter((sieve) => sieve !== null);
  if (sieves.length === 0) return null;
  return (isFound, from, to) => {
    for (const sieve of sieves) sieve(isFound, from, to);
  };
}

/** Rows of one source, or volume, lie together: each is looked up once. */
function withIds(ids: Uint32Array, wanted: ReadonlySet<number>): Sieve {
  return (isFound, from, to) => {
    for (let row = from; row < to; ) {
      const id = ids[row] ?? 0;
      const start = row;
      while (row < to && ids[row] === id) row++;
      if (!wanted.has(id)) isFound.fill(0, start, row);
    }
  };
}

function withLabel(labels: Uint8Array, wanted: readonly LabelValue[]): Sieve {
  const isWanted = labelCodes.map((label) => wanted.includes(label));
  return (isFound, from, to) => {
    for (let row = from; row < to; row++) if (!isWanted[labels[row] ?? 0]) isFound[row] = 0;
  };
}

function withValue(values: Uint8Array, wanted: number): Sieve {
  return (isFound, from, to) => {
    for (let row = from; row < to; row++) if (values[row] !== wanted) isFound[row] = 0;
  };
}

function withScore({ score }: ExemplarColumns, { scoreFrom, scoreTo }: Query): Sieve | null {
  if (scoreFrom === null && scoreTo === null) return null;
  const least = scoreFrom ?? Number.NEGATIVE_INFINITY;
  const most = scoreTo ?? Number.POSITIVE_INFINITY;
  return (isFound, from, to) => {
    for (let row = from; row < to; row++) {
      const value = score[row] ?? Number.NaN;
      if (!(value >= least && value <= most)) isFound[row] = 0;
    }
  };
}

/** For what few ask: a function is asked about each row that is left. */
function where(belongs: (row: number) => boolean): Sieve {
  return (isFound, from, to) => {
    for (let row = from; row < to; row++) {
      if (isFound[row] === 1 && !belongs(row)) isFound[row] = 0;
    }
  };
}

function inSet(
  session: Session,
  c: ExemplarColumns,
  query: Query,
  labels: Uint8Array,
  asOf: number,
): Sieve | null {
  const thresholds = thresholdsOf(session);
  const makers: { readonly [S in Query['set']]: () => Sieve | null } = {
    all: () => null,
    ordinals: () => null,
    like: () => null,
    // Those that a plan takes, or leaves out, were found before.
    planned: () => null,
    'left-out': () => null,
    unlabelled: () => withValue(labels, 0),
    labelled: () => withLabel(labels, ['informative', 'uninformative', 'unsure']),
    suspect: () => withLabel(labels, ['informative', 'uninformative']),
    kept: () => keptOnes(c, thresholds, true),
    dropped: () => keptOnes(c, thresholds, false),
    'near-threshold': () => scored(c),
    overridden: () => {
      if (session.catalog.settings.get('model') === null) return where(() => false);
      return where((row) => isOverridden(c, row, thresholds));
    },
    'second-opinion': () => {
      const others = rowsOfOthers(session, c, session.annotator(), asOf);
      return where((row) => others.has(row));
    },
    grouped: () => where((row) => (c.members[row] ?? 0) > 1),
    regrouped: () => {
      const regrouped = regroupedExemplars(session);
      return where((row) => regrouped.has(c.ordinal[row] ?? -1));
    },
  };
  return makers[query.set]();
}

/** `isKept`, with each source's threshold asked for once. */
function keptOnes(
  { label, score, source }: ExemplarColumns,
  thresholds: ThresholdOfSource,
  areWanted: boolean,
): Sieve {
  return (isFound, from, to) => {
    let last = -1;
    let threshold = Number.NaN;
    for (let row = from; row < to; row++) {
      const own = source[row] ?? -1;
      if (own !== last) threshold = thresholds(own);
      last = own;
      const said = label[row];
      const isKept = said === 1 || (said !== 2 && (score[row] ?? Number.NaN) > threshold);
      if (isKept !== areWanted) isFound[row] = 0;
    }
  };
}

function scored({ score }: ExemplarColumns): Sieve {
  return (isFound, from, to) => {
    for (let row = from; row < to; row++) if (Number.isNaN(score[row])) isFound[row] = 0;
  };
}

/** A person's decision that differs from what the model alone would do. */
function isOverridden(c: ExemplarColumns, row: number, thresholds: ThresholdOfSource): boolean {
  const said = c.label[row];
  if (said !== 1 && said !== 2) return false;
  const byModel = (c.score[row] ?? Number.NaN) > thresholds(c.source[row] ?? -1);
  return byModel !== (said === 1);
}

/** Null for all sources. */
function wantedSources(session: Session, { sources, where }: Query): ReadonlySet<number> | null {
  const fields = ['technique', 'organism', 'tissue'] as const;
  const isAny = fields.every((field) => where[field].length === 0);
  if (isAny) return sources.length > 0 ? new Set(sources) : null;
  const found = session.catalog.sources
    .all()
    .filter((source) => sources.length === 0 || sources.includes(source.id))
    .filter(({ metadata }) =>
      fields.every(
        (field) => where[field].length === 0 || where[field].includes(metadata[field] ?? ''),
      ),
    );
  return new Set(found.map(({ id }) => id));
}
