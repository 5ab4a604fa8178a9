import type { z } from 'zod';
import type { gridQuery } from '../../../shared/grid.ts';
import { isKept } from './curated-set.ts';
import { type ExemplarColumns, labelCodes } from './exemplar-columns.ts';
import { labelsAsOf, rowsOfOthers } from './label-views.ts';
import type { Session } from './session.ts';
import { type ThresholdOfSource, thresholdsOf } from './threshold.ts';

export type Query = z.output<typeof gridQuery>;

/** Whether a row belongs to what a query shows. @param asOf action up to which labels count */
export function rowFilter(
  session: Session,
  columns: ExemplarColumns,
  query: Query,
  asOf: number,
): (row: number) => boolean {
  const labels = labelsAsOf(session, columns, asOf);
  const isInSet = setFilter(session, columns, query, labels, asOf);
  const sources = wantedSources(session, query);
  const volumes = query.volumes.length > 0 ? new Set(query.volumes) : null;
  const values = new Set(query.labels.map((label) => labelCodes.indexOf(label)));
  const from = query.scoreFrom ?? Number.NEGATIVE_INFINITY;
  const to = query.scoreTo ?? Number.POSITIVE_INFINITY;
  const anyScore = query.scoreFrom === null && query.scoreTo === null;
  return (row) => {
    if (sources && !sources.has(columns.source[row] ?? -1)) return false;
    if (volumes && !volumes.has(columns.volume[row] ?? -1)) return false;
    if (values.size > 0 && !values.has(labels[row] ?? 0)) return false;
    if (query.heldOut !== null && (columns.heldOut[row] === 1) !== query.heldOut) return false;
    const score = columns.score[row] ?? Number.NaN;
    return (anyScore || (score >= from && score <= to)) && isInSet(row);
  };
}

function setFilter(
  session: Session,
  c: ExemplarColumns,
  query: Query,
  labels: Uint8Array,
  asOf: number,
): (row: number) => boolean {
  const thresholds = thresholdsOf(session);
  const hasModel = session.catalog.settings.get('model') !== null;
  const makers: { readonly [S in Query['set']]: () => (row: number) => boolean } = {
    all: () => () => true,
    ordinals: () => () => true,
    like: () => () => true,
    // Those that a plan takes, or leaves out, were found before.
    planned: () => () => true,
    'left-out': () => () => true,
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
