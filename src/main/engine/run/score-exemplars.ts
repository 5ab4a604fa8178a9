import { readFile } from 'node:fs/promises';
import type { JobContext } from '../job/job-runner.ts';
import { attempt } from './attempt.ts';
import { readScores, writeScores } from './flat-file.ts';
import { featureCount } from './patch-reader.ts';
import type { Session } from './session.ts';
import type { TaskClient } from './task-client.ts';

/**
 * Scores every exemplar with the current filter model, when there is one.
 *
 * @returns false when the job was cancelled.
 */
export async function scoreExemplars(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
): Promise<boolean> {
  const hash = session.catalog.settings.get('model');
  const columns = session.columns();
  if (hash === null || columns.count === 0) return true;
  context.stage('score', columns.count, 'exemplars');
  if (!(await context.mayGoOn())) return false;
  const features = session.features.read(columns.ordinal);
  const model = await readFile(session.modelFile(hash), 'utf8');
  const item = 'the filter model';
  const scored = await attempt('inference', item, () =>
    tasks.infer('score', { model, features, featureCount }),
  );
  if (!scored.ok) {
    context.report({ item, failure: scored.failure });
    return true;
  }
  const last = columns.ordinal[columns.count - 1] ?? 0;
  // Scores of other cuts stay: going back to one needs no scoring again.
  const known = readScores(session.scoreFile(hash));
  const byOrdinal = new Float32Array(Math.max(last + 1, known.length)).fill(Number.NaN);
  byOrdinal.set(known);
  scored.value.forEach((score, row) => {
    byOrdinal[columns.ordinal[row] ?? 0] = score;
  });
  writeScores(session.scoreFile(hash), byOrdinal);
  context.advance(columns.count);
  session.forgetColumns();
  return true;
}
