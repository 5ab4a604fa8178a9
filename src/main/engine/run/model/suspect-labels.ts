import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { suspectLabels as likelyWrong } from '../../evaluate/suspect-labels.ts';
import { readScores } from '../disk/flat-file.ts';
import type { Session } from '../project/session.ts';
import { modelRecords, readLeftOut } from './model-store.ts';

/**
 * Exemplars whose label is likely wrong, most suspect first, by confident learning. A label that the
 * model learnt from is judged by the model that left its source out; any other, of the hold-out or given
 * since, by the model itself.
 */
export function suspectLabels(session: Session): Outcome<readonly number[]> {
  const checked = modelRecords(session).filter((model) => model.checked);
  const inForce = session.catalog.settings.get('model');
  const kind = checked.find(({ hash }) => hash === inForce)?.kind;
  const model = checked.findLast((each) => each.kind === (kind ?? each.kind));
  const leftOut = model ? readLeftOut(session, model.hash) : null;
  if (!model || !leftOut) return fail({ kind: 'model-missing' });
  const scores = readScores(session.scoreFile(model.hash));
  const { ordinal, label } = session.columns();
  const rows = [...label.keys()].filter((row) => label[row] === 1 || label[row] === 2);
  const probabilities = rows.map((row) => {
    const without = leftOut[ordinal[row] ?? 0] ?? Number.NaN;
    return Number.isNaN(without) ? (scores[ordinal[row] ?? 0] ?? Number.NaN) : without;
  });
  const found = likelyWrong(
    probabilities,
    rows.map((row) => (label[row] === 1 ? 1 : 0)),
  );
  return succeed((found?.rows ?? []).map((at) => ordinal[rows[at] ?? 0] ?? 0));
}
