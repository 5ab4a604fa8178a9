import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { LabellingAdvice, ModelComparison, SourceDrift } from '../../../../shared/model.ts';
import { adviseLabelling } from '../../evaluate/learning-curve.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { readScores } from '../disk/flat-file.ts';
import type { Session } from '../project/session.ts';
import { thresholdsOf } from '../set/threshold.ts';
import type { TaskClient } from '../task/task-client.ts';
import { embeddingsOf, encoderInUse } from './encoders.ts';
import type { ModelRecord } from './model-record.ts';
import { modelByHash, modelRecords } from './model-store.ts';
import { scoreWith } from './score-exemplars.ts';
import { usedEmbeddings } from './used-embeddings.ts';

/** The record of a model by the id that the window knows it by. */
export function modelById(session: Session, id: number): Outcome<ModelRecord> {
  const found = session.catalog.models.names().find((model) => model.id === id);
  const record = found ? modelByHash(session, found.hash) : null;
  return record ? succeed(record) : fail({ kind: 'model-unknown', id });
}

/** Scores with a model of earlier and puts it in force: a recorded, undoable action. */
export async function useModel(
  session: Session,
  tasks: TaskClient,
  id: number,
  context: JobContext,
): Promise<Outcome<string>> {
  const model = modelById(session, id);
  if (!model.ok) return model;
  const scored = await scoreWith(session, tasks, model.value, context);
  if (!scored.ok && scored.failure.kind !== 'model-not-here') return scored;
  const { catalog } = session;
  const summary = `Put model ${id} in force`;
  catalog.commit(() => {
    const action = catalog.actions.add(session.annotator(), Date.now(), 'use-model', summary);
    catalog.actions.addChange(action, {
      entity: 'model',
      entityId: id,
      before: JSON.stringify(catalog.settings.get('model')),
      after: JSON.stringify(model.value.hash),
    });
    catalog.settings.set('model', model.value.hash);
    catalog.settings.set('model-kind', model.value.kind);
  });
  session.forgetScores();
  return succeed(`${summary}.`);
}

const mostShown = 1000;

/** What changes when the second model takes the place of the first; a person's decisions stay as they are. */
export function compareModels(
  session: Session,
  from: number,
  to: number,
): Outcome<ModelComparison> {
  const [first, second] = [modelById(session, from), modelById(session, to)];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const before = readScores(session.scoreFile(first.value.hash));
  const after = readScores(session.scoreFile(second.value.hash));
  const thresholds = thresholdsOf(session);
  const { ordinal, source, label, count } = session.columns();
  const flips: { ordinal: number; difference: number }[][] = [[], []];
  let [both, sum] = [0, 0];
  for (let row = 0; row < count; row++) {
    const at = ordinal[row] ?? 0;
    const [old = Number.NaN, now = Number.NaN] = [before[at], after[at]];
    const difference = Math.abs(now - old);
    if (Number.isNaN(difference)) continue;
    both++;
    sum += difference;
    if (label[row] === 1 || label[row] === 2) continue;
    const threshold = thresholds(source[row] ?? -1);
    if (old > threshold === now > threshold) continue;
    flips[now > threshold ? 1 : 0]?.push({ ordinal: at, difference });
  }
  const shown = (flipped: { ordinal: number; difference: number }[] = []) => ({
    count: flipped.length,
    ordinals: flipped
      .sort((a, b) => b.difference - a.difference)
      .slice(0, mostShown)
      .map((each) => each.ordinal),
  });
  return succeed({
    from,
    to,
    both,
    keptByFirst: shown(flips[0]),
    keptBySecond: shown(flips[1]),
    meanDifference: both === 0 ? 0 : sum / both,
  });
}

/** Whether labelling on is worth it, by the learning curve of the newest checked model of the kind in force. */
export function labellingAdvice(session: Session): Outcome<LabellingAdvice> {
  const records = modelRecords(session).filter(({ learningCurve }) => learningCurve.length > 0);
  const inForce = modelByHash(session, session.catalog.settings.get('model'));
  const model = records.findLast(({ kind }) => kind === inForce?.kind) ?? records.at(-1);
  const { learningCurve = [], holdOut = { informative: 0, uninformative: 0 } } = model ?? {};
  const { forecast, mayStop, sentences } = adviseLabelling(learningCurve, holdOut, { seed: 1 });
  return succeed({
    mayStop,
    sentences: [...sentences],
    forecast: forecast && {
      more: forecast.more,
      gain: { value: forecast.gain.value, low: forecast.gain.low, high: forecast.gain.high },
      band: [...forecast.band],
    },
  });
}

/** Patches drawn of a source, and labelled ones they are held against: two seconds for sixty sources. */
const [mostDrawn, mostLabelled] = [200, 1500];

/** Sources by how much of them is unlike anything that was labelled, by their embeddings. */
export async function sourceDrift(
  session: Session,
  tasks: TaskClient,
): Promise<Outcome<SourceDrift[]>> {
  const columns = session.columns();
  const used = usedEmbeddings(session, columns);
  if (!used) return fail({ kind: 'embeddings-missing' });
  const file = embeddingsOf(session, encoderInUse(session));
  const { width } = file;
  const rowsOf = (rows: readonly number[]): Float32Array =>
    file
      .read(rows.map((row) => columns.ordinal[row] ?? 0))
      .map((value, i) => value * (used.scales.scales[i % width] ?? 0));
  const all: number[] = [];
  const bySource = new Map<number, number[]>();
  const labels = new Map<number, number>();
  for (let row = 0; row < columns.count; row++) {
    const source = columns.source[row] ?? 0;
    const own = bySource.get(source);
    if (own) own.push(row);
    else bySource.set(source, [row]);
    if (columns.label[row] !== 1 && columns.label[row] !== 2) continue;
    all.push(row);
    labels.set(source, (labels.get(source) ?? 0) + 1);
  }
  const labelled = evenly(all, mostLabelled);
  const places = new Map(labelled.map((row, i) => [row, i]));
  const sources = [...bySource].map(([source, rows]) => {
    const drawn = evenly(rows, mostDrawn);
    const labelledAt = Int32Array.from(drawn, (row) => places.get(row) ?? -1);
    return { source, rows: rowsOf(drawn), labelledAt };
  });
  const nameOf = new Map(session.catalog.sources.all().map(({ id, name }) => [id, name]));
  const ranked = await tasks.decode('rank-novelty', { labelled: rowsOf(labelled), sources, width });
  return succeed(
    ranked.map(({ source, share, expected }) => ({
      source,
      name: nameOf.get(source) ?? '',
      patches: bySource.get(source)?.length ?? 0,
      labels: labels.get(source) ?? 0,
      distance: share,
      expected,
      isDrifted: share > expected.high,
    })),
  );
}

function evenly(rows: readonly number[], most: number): readonly number[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)] ?? 0);
}
