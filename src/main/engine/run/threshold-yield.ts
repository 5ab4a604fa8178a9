import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { ThresholdYield } from '../../../shared/model.ts';
import type { Changed } from './answer.ts';
import { isKept } from './curated-set.ts';
import { evaluateScores } from './evaluate-scores.ts';
import type { Session } from './session.ts';
import { thresholdOf } from './threshold.ts';

const bins = 100;

/** What a threshold would keep of each source, and how it does on the hold-out; chooses nothing. */
export function thresholdYield(session: Session, asked: number | null): Outcome<ThresholdYield> {
  if (session.catalog.settings.get('model') === null) return fail({ kind: 'model-missing' });
  const threshold = asked ?? thresholdOf(session);
  const columns = session.columns();
  const histogram = new Array<number>(bins).fill(0);
  const held = [];
  const counts = new Map(
    session.catalog.sources.all().map((s) => [s.id, { exemplars: 0, kept: 0 }]),
  );
  let [kept, scored] = [0, 0];
  for (let row = 0; row < columns.count; row++) {
    const score = columns.score[row] ?? Number.NaN;
    const count = counts.get(columns.source[row] ?? -1);
    const keeps = isKept(columns, row, threshold);
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
    }
  }
  const perSource = session.catalog.sources.all().map(({ id, name }) => ({
    source: id,
    name,
    ...(counts.get(id) ?? { exemplars: 0, kept: 0 }),
  }));
  const holdOut = held.length > 0 ? evaluateScores(held, threshold, 'figures') : null;
  return succeed({ threshold, histogram, perSource, kept, scored, holdOut });
}

/** Chooses a threshold: a recorded, undoable action. */
export function setThreshold(session: Session, threshold: number): Changed {
  const { catalog } = session;
  const before = thresholdOf(session);
  const summary = `Set the threshold to ${threshold}`;
  const action = catalog.commit(() => {
    const action = catalog.actions.add(session.annotator(), Date.now(), 'threshold', summary);
    catalog.actions.addChange(action, {
      entity: 'threshold',
      entityId: 0,
      before: JSON.stringify(before),
      after: JSON.stringify(threshold),
    });
    catalog.settings.set('threshold', String(threshold));
    return action;
  });
  return succeed({ action, summary: `${summary}.` });
}
