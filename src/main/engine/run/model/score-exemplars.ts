import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { featureCount } from '../../feature/texture-features.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { readScores, writeScores } from '../disk/flat-file.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import type { TaskClient } from '../task/task-client.ts';
import { stretchesOf } from '../turn/stretches.ts';
import { embedExemplars } from './embed-exemplars.ts';
import { embeddingsOf, encoderByHash } from './encoders.ts';
import type { ModelRecord } from './model-record.ts';
import { modelByHash, readModel } from './model-store.ts';

/**
 * Scores every exemplar with the model in force, when there is one.
 *
 * @returns false when the job was cancelled.
 */
export async function scoreExemplars(
  session: Session,
  tasks: TaskClient,
  context: JobContext,
): Promise<boolean> {
  const model = modelByHash(session, session.catalog.settings.get('model'));
  if (!model || session.columns().count === 0) return true;
  const scored = await scoreWith(session, tasks, model, context);
  if (scored.ok) {
    session.forgetScores();
    return true;
  }
  if (scored.failure.kind === 'cancelled') return false;
  context.report({ item: 'the filter model', failure: scored.failure });
  return true;
}

/** Scores every exemplar with a model and keeps the scores in its file; whose are in force does not change. */
export async function scoreWith(
  session: Session,
  tasks: TaskClient,
  model: ModelRecord,
  context: JobContext,
): Promise<Outcome<null>> {
  const columns = session.columns();
  if (model.fromDataset) return scoredAlready(session, model);
  for (const member of model.members) {
    const record = modelByHash(session, member);
    const scored = record ? await scoreWith(session, tasks, record, context) : succeed(null);
    if (!scored.ok) return scored;
  }
  if (model.encoder) {
    const encoder = encoderByHash(session, model.encoder.hash);
    if (!encoder) return fail({ kind: 'encoder-missing', name: model.encoder.name });
    const embedded = await embedExemplars(session, tasks, encoder, context);
    if (!embedded.ok) return embedded;
  }
  context.stage('score', columns.count, 'exemplars');
  if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
  const byOrdinal = await scoresOf(session, tasks, model);
  if (!byOrdinal.ok) return byOrdinal;
  // Scores of other cuts stay: going back to one needs no scoring again.
  const known = readScores(session.scoreFile(model.hash));
  const merged = new Float32Array(Math.max(byOrdinal.value.length, known.length)).fill(Number.NaN);
  merged.set(known);
  for (let ordinal = 0; ordinal < byOrdinal.value.length; ordinal++) {
    const score = byOrdinal.value[ordinal] ?? Number.NaN;
    if (!Number.isNaN(score)) merged[ordinal] = score;
  }
  writeScores(session.scoreFile(model.hash), merged);
  context.advance(columns.count);
  return succeed(null);
}

/** The scores that came with a data set's model are all there will ever be of it. */
function scoredAlready(session: Session, { hash }: ModelRecord): Outcome<null> {
  const scores = readScores(session.scoreFile(hash));
  const { ordinal } = session.columns();
  const isWhole = ordinal.every((each) => !Number.isNaN(scores[each] ?? Number.NaN));
  return isWhole ? succeed(null) : fail({ kind: 'model-not-here' });
}

/** Scores by ordinal; NaN for what is no exemplar of this cut or was never measured. */
async function scoresOf(
  session: Session,
  tasks: TaskClient,
  model: ModelRecord,
): Promise<Outcome<Float32Array>> {
  const { ordinal, count } = session.columns();
  const rows = (ordinal[count - 1] ?? -1) + 1;
  if (model.kind === 'ensemble') return succeed(meanScores(session, model.members, rows));
  const text = await readModel(session, model.hash);
  const encoder = model.encoder && encoderByHash(session, model.encoder.hash);
  if (encoder) {
    const { path, width } = embeddingsOf(session, encoder);
    return scoredInParts(tasks, text, { file: path, width }, rows);
  }
  const features = session.features.read(ordinal);
  const kind = 'texture-forest';
  const scored = await attempt('inference', 'the filter model', () =>
    tasks.infer('score', { kind, model: text, features, featureCount }),
  );
  if (!scored.ok) return scored;
  const byOrdinal = new Float32Array(rows).fill(Number.NaN);
  scored.value.forEach((score, row) => {
    byOrdinal[ordinal[row] ?? 0] = score;
  });
  return succeed(byOrdinal);
}

/** Each worker thread scores a stretch of the file. */
async function scoredInParts(
  tasks: TaskClient,
  model: string,
  embeddings: { readonly file: string; readonly width: number },
  rows: number,
): Promise<Outcome<Float32Array>> {
  const stretches = stretchesOf(rows);
  const parts = await Promise.all(
    stretches.map((stretch) =>
      attempt('decode', 'the filter model', () =>
        tasks.decode('score-embeddings', { model, ...embeddings, ...stretch }),
      ),
    ),
  );
  const scores = new Float32Array(rows);
  for (const [i, part] of parts.entries()) {
    if (!part.ok) return part;
    scores.set(part.value, stretches[i]?.from);
  }
  return succeed(scores);
}

/** NaN where one of the members has no score. */
function meanScores(session: Session, members: readonly string[], rows: number): Float32Array {
  const sums = new Float32Array(rows);
  for (const member of members) {
    const scores = readScores(session.scoreFile(member));
    for (let i = 0; i < rows; i++) sums[i] = (sums[i] ?? 0) + (scores[i] ?? Number.NaN);
  }
  return sums.map((sum) => sum / members.length);
}
