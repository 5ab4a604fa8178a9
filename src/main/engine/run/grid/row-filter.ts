import type { z } from 'zod';
import type { gridQuery } from '../../../../shared/grid.ts';
import { regroupedExemplars } from '../group/live-groups.ts';
import { labelsAsOf, rowsOfOthers } from '../label/label-views.ts';
import { type ExemplarColumns, labelCodes } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { isKept } from '../set/curated-set.ts';
import { type ThresholdOfSource, thresholdsOf } from '../set/threshold.ts';

export type Query = z.output<typeof gridQuery>;

/** Whether a row belongs to what a query shows. */
export type MatchesRow = (row: number) => boolean;

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
): MatchesRow | null {
  const columns = { ...live, label: live.label.slice() };
  const labels = labelsAsOf(session, columns, asOf);
  const tests = [
    amongSources(columns, wantedSources(session, query)),
    amongVolumes(columns, query),
    withLabel(labels, query),
    onSide(columns, query),
    withScore(columns, query),
    inSet(session, columns, query, labels, asOf),
  ].filter((test) => test !== null);
  const [first, ...others] = tests;
  if (!first) return null;
  if (others.length === 0) return first;
  return (row) => first(row) && others.every((test) => test(row));
}

function amongSources(
  { source }: ExemplarColumns,
  wanted: ReadonlySet<number> | null,
): MatchesRow | null {
  return wanted && ((row) => wanted.has(source[row] ?? -1));
}

function amongVolumes({ volume }: ExemplarColumns, { volumes }: Query): MatchesRow | null {
  const wanted = new Set(volumes);
  return wanted.size > 0 ? (row) => wanted.has(volume[row] ?? -1) : null;
}

function withLabel(labels: Uint8Array, query: Query): MatchesRow | null {
  const wanted = new Set(query.labels.map((label) => labelCodes.indexOf(label)));
  return wanted.size > 0 ? (row) => wanted.has(labels[row] ?? 0) : null;
}

function onSide(columns: ExemplarColumns, { heldOut }: Query): MatchesRow | null {
  return heldOut === null ? null : (row) => (columns.heldOut[row] === 1) === heldOut;
}

function withScore({ score }: ExemplarColumns, { scoreFrom, scoreTo }: Query): MatchesRow | null {
  if (scoreFrom === null && scoreTo === null) return null;
  const from = scoreFrom ?? Number.NEGATIVE_INFINITY;
  const to = scoreTo ?? Number.POSITIVE_INFINITY;
  return (row) => {
    const value = score[row] ?? Number.NaN;
    return value >= from && value <= to;
  };
}

function inSet(
  session: Session,
  c: ExemplarColumns,
  query: Query,
  labels: Uint8Array,
  asOf: number,
): MatchesRow | null {
  const thresholds = thresholdsOf(session);
  const hasModel = session.catalog.settings.get('model') !== null;
  const makers: { readonly [S in Query['set']]: () => MatchesRow | null } = {
    all: () => null,
    ordinals: () => null,
    like: () => null,
    // Those that a plan takes, or leaves out, were found before.
    planned: () => null,
    'left-out': () => null,
    unlabelled: () => (row) => labels[row] === 0,
    labelled: () => (row) => labels[row] !== 0,
    suspect: () => (row) => labels[row] === 1 || labels[row] === 2,
    kept: () => (row) => isKept(c, row, thresholds),
    dropped: () => (row) => !isKept(c, row, thresholds),
    'near-threshold': () => (row) => !Number.isNaN(c.score[row] ?? Number.NaN),
    overridden: () => (row) => hasModel && isOverridden(c, row, thresholds),
    'second-opinion': () => {
      const others = rowsOfOthers(session, c, session.annotator(), asOf);
      return (row) => others.has(row);
    },
    grouped: () => (row) => (c.members[row] ?? 0) > 1,
    regrouped: () => {
      const regrouped = regroupedExemplars(session);
      return (row) => regrouped.has(c.ordinal[row] ?? -1);
    },
  };
  return makers[query.set]();
}

/** A person's decision that differs from what the model alone would do. */
function isOverridden(c: ExemplarColumns, row: number, thresholds: ThresholdOfSource): boolean {
  const byModel = (c.score[row] ?? Number.NaN) > thresholds(c.source[row] ?? -1);
  return (c.label[row] === 1 && !byModel) || (c.label[row] === 2 && byModel);
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
