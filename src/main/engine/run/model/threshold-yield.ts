import type { Changed } from '../../../../shared/answer.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { FalseShareThresholds, ThresholdYield } from '../../../../shared/model.ts';
import { precisionRecallAt } from '../../evaluate/precision-recall.ts';
import { thresholdsForFalseShare } from '../../evaluate/threshold-for-false-share.ts';
import type { Session } from '../project/session.ts';
import { isKept } from '../set/curated-set.ts';
import {
  putSourceThreshold,
  sourceThresholds,
  thresholdOf,
  thresholdsOf,
} from '../set/threshold.ts';
import { evaluateScores } from './evaluate-scores.ts';

const bins = 100;

/** What a threshold would keep of each source, and how it does on the hold-out; chooses nothing. */
export function thresholdYield(session: Session, asked: number | null): Outcome<ThresholdYield> {
  if (session.catalog.settings.get('model') === null) return fail({ kind: 'model-missing' });
  const threshold = asked ?? thresholdOf(session);
  const thresholds = thresholdsOf(session, threshold);
  const own = sourceThresholds(session);
  const columns = session.columns();
  const histogram = new Array<number>(bins).fill(0);
  const held = [];
  const limits: number[] = [];
  const counts = new Map(
    session.catalog.sources.all().map((s) => [s.id, { exemplars: 0, kept: 0 }]),
  );
  let [kept, scored] = [0, 0];
  for (let row = 0; row < columns.count; row++) {
    const score = columns.score[row] ?? Number.NaN;
    const count = counts.get(columns.source[row] ?? -1);
    const keeps = isKept(columns, row, thresholds);
    if (count) count.exemplars++;
    if (count && keeps) count.kept++;
    if (keeps) kept++;
    if (Number.isNaN(score)) continue;
    scored++;
    const bin = Math.min(bins - 1, Math.floor(score * bins));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
    const label = columns.label[row];
    if (columns.heldOut[row] === 1 && (label === 1 || label === 2)) {
      held.push({ score, label: label === 1 ? 1 : 0, ordinal: columns.ordinal[row] ?? -1 });
      limits.push(thresholds(columns.source[row] ?? -1));
    }
  }
  const perSource = session.catalog.sources.all().map(({ id, name }) => ({
    source: id,
    name,
    ...(counts.get(id) ?? { exemplars: 0, kept: 0 }),
    threshold: own.get(id) ?? null,
  }));
  const holdOut = held.length > 0 ? evaluateScores(held, threshold, 'figures') : null;
  const at = precisionRecallAt(
    held.map((each) => each.score),
    held.map((each) => each.label),
    limits,
  );
  const { precision, recall } = at;
  return succeed({ threshold, histogram, perSource, kept, scored, holdOut, precision, recall });
}

/** Lowest thresholds that keep at most a false share, by the hold-out's labels of sources that have none of their own. */
export function falseShareThresholds(
  session: Session,
  atMost: number,
): Outcome<FalseShareThresholds> {
  if (session.catalog.settings.get('model') === null) return fail({ kind: 'model-missing' });
  const { count, heldOut, label, score, source } = session.columns();
  const own = sourceThresholds(session);
  const rows: number[] = [];
  for (let row = 0; row < count; row++) {
    if (own.has(source[row] ?? -1)) continue;
    const isLabelled = label[row] === 1 || label[row] === 2;
    if (heldOut[row] === 1 && isLabelled && !Number.isNaN(score[row])) rows.push(row);
  }
  return succeed(
    thresholdsForFalseShare(
      rows.map((row) => score[row] ?? 0),
      rows.map((row) => (label[row] === 1 ? 1 : 0)),
      atMost,
    ),
  );
}

/**
 * Chooses a threshold: a recorded, undoable action.
 *
 * @param source of this source alone; null for all that have none of their own
 * @param threshold null takes a source's own away
 */
export function setThreshold(
  session: Session,
  threshold: number | null,
  source: number | null = null,
): Changed {
  const { catalog } = session;
  const known = source === null ? null : catalog.sources.byId(source);
  if (source !== null && !known) {
    const names = catalog.sources.all().map(({ name }) => name);
    return fail({ kind: 'source-unknown', name: String(source), known: names });
  }
  const before =
    source === null ? thresholdOf(session) : (sourceThresholds(session).get(source) ?? null);
  const of = known ? ` of ${known.name}` : '';
  const summary =
    threshold === null ? `Took away the threshold${of}` : `Set the threshold${of} to ${threshold}`;
  const action = catalog.commit(() => {
    const action = catalog.actions.add(session.annotator(), Date.now(), 'threshold', summary);
    catalog.actions.addChange(action, {
      entity: source === null ? 'threshold' : 'source-threshold',
      entityId: source ?? 0,
      before: JSON.stringify(before),
      after: JSON.stringify(threshold),
    });
    if (source !== null) putSourceThreshold(session, source, threshold);
    else catalog.settings.set('threshold', String(threshold ?? 0.5));
    return action;
  });
  return succeed({ action, summary: `${summary}.` });
}
