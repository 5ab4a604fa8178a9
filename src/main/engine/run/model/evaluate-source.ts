import type { Outcome } from '../../../../shared/failure.ts';
import { fail, succeed } from '../../../../shared/failure.ts';
import type { Evaluation, JudgedOn } from '../../../../shared/model.ts';
import { readScores } from '../disk/flat-file.ts';
import type { Session } from '../project/session.ts';
import { thresholdsOf } from '../set/threshold.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { readLeftOut } from './model-store.ts';
import { modelById } from './model-use.ts';

/** Which figures: of which model, on which source, by which scores. */
export interface SourceQuestion {
  readonly id: number;
  readonly source: number;
  readonly on: JudgedOn;
}

/**
 * A model's curves and figures on the labelled exemplars that one source has now, at the threshold in use
 * there: those of the hold-out by the model's own scores, the others by scores of a model that never saw
 * the source. Patches labelled since the training have no such scores yet and are left out.
 */
export async function evaluateSource(
  session: Session,
  tasks: TaskClient,
  { id, source, on }: SourceQuestion,
): Promise<Outcome<Evaluation>> {
  const model = modelById(session, id);
  if (!model.ok) return model;
  const sources = session.catalog.sources;
  if (!sources.byId(source)) {
    const known = sources.all().map(({ name }) => name);
    return fail({ kind: 'source-unknown', name: String(source), known });
  }
  const { hash } = model.value;
  const scores =
    on === 'hold-out' ? readScores(session.scoreFile(hash)) : readLeftOut(session, hash);
  const columns = session.columns();
  const wanted = on === 'hold-out' ? 1 : 0;
  const rows: number[] = [];
  for (let row = 0; row < columns.count; row++) {
    const isLabelled = columns.label[row] === 1 || columns.label[row] === 2;
    if (columns.source[row] === source && columns.heldOut[row] === wanted && isLabelled)
      rows.push(row);
  }
  const ordinals = Int32Array.from(rows, (row) => columns.ordinal[row] ?? -1);
  const part = {
    scores: Float32Array.from(ordinals, (ordinal) => scores?.[ordinal] ?? Number.NaN),
    labels: Uint8Array.from(rows, (row) => (columns.label[row] === 1 ? 1 : 0)),
    ordinals,
  };
  const threshold = thresholdsOf(session)(source);
  return attempt('decode', 'the figures of a source', async () => {
    const [found] = await tasks.decode('evaluate', { parts: [part], threshold, depth: 'whole' });
    if (!found) throw new Error('Nothing was evaluated.');
    return succeed(found);
  });
}
