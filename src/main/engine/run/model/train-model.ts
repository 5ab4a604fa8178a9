import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type ModelKind, modelKind } from '../../../../shared/model.ts';
import { featureCount } from '../../feature/texture-features.ts';
import type { JobContext } from '../../job/job-runner.ts';
import { pickRows } from '../../score/pick-rows.ts';
import type { Session } from '../project/session.ts';
import type { TrainedKind } from '../task/inference-task.ts';
import type { TaskClient } from '../task/task-client.ts';
import { embedExemplars } from './embed-exemplars.ts';
import { encoderInUse } from './encoders.ts';
import { type LabelledPatches, labelledPatches } from './labelled-patches.ts';
import {
  type Candidate,
  meanOf,
  networkCandidate,
  type Training,
  trainOne,
} from './model-candidates.ts';
import type { ModelRecord } from './model-record.ts';
import { keepLeftOut, keepModel, modelRecords } from './model-store.ts';
import { scoreWith } from './score-exemplars.ts';

/** The released code refuses fewer (spec 3.2); ours counts labels outside the hold-out. */
export const fewestLabels = 64;

export interface TrainingAsked {
  readonly seed: number;
  /** which of the models comes into force; null: the kind that is in force, else the head */
  readonly kind: ModelKind | null;
  /** refit the head with what the last training chose, score, put it in force; then train as usual */
  readonly refitFirst: boolean;
}

/**
 * Trains the forest, the head and their mean on the labels outside the hold-out, evaluates each on the
 * hold-out and on sources left out, scores every exemplar with each, and puts one in force. The model in
 * force stays so until its successor is whole; stopping at any point leaves a whole one.
 */
export async function trainModel(
  session: Session,
  tasks: TaskClient,
  asked: TrainingAsked,
  context: JobContext,
): Promise<Outcome<string>> {
  const encoder = encoderInUse(session);
  const embedded = await embedExemplars(session, tasks, encoder, context);
  if (!embedded.ok) return embedded;
  context.stage('gather labels', 1, 'step');
  const upTo = session.catalog.actions.newest();
  const all = await labelledPatches(session, tasks, encoder);
  const training = pick(all, encoder.record.width, 0);
  const refused = refuse(training);
  if (refused) return refused;
  const held = pick(all, encoder.record.width, 1);
  const work = { session, tasks, context, seed: asked.seed, encoder, training, held, upTo };
  const inForce = asked.kind ?? kindInForce(session);
  if (asked.refitFirst && inForce === 'embedding-head') {
    const refitted = await refitHead(work);
    if (refitted && !refitted.ok) return refitted;
  }
  const first = await trainAll(work, inForce);
  if (!first.ok) return first;
  const { auc } = first.value.holdOut;
  const sentence =
    auc === null
      ? 'The hold-out has too few labels for an AUC.'
      : `AUC on the hold-out: ${auc.toFixed(3)}.`;
  return succeed(`Trained on ${training.count.toLocaleString('en-US')} labels. ${sentence}`);
}

function refuse(training: LabelledPatches): Outcome<string> | null {
  const informative = training.labels.reduce((sum, label) => sum + label, 0);
  const uninformative = training.count - informative;
  if (training.count < fewestLabels) {
    return fail({ kind: 'labels-too-few', informative, uninformative, needed: fewestLabels });
  }
  if (informative === 0)
    return fail({ kind: 'labels-one-class', value: 'uninformative', count: uninformative });
  if (uninformative === 0)
    return fail({ kind: 'labels-one-class', value: 'informative', count: informative });
  return null;
}

type ChosenKind = ModelKind;

function kindInForce(session: Session): ChosenKind {
  const kind = session.catalog.settings.get('model-kind');
  return modelKind.safeParse(kind).data ?? 'embedding-head';
}

/** Rows of the hold-out, or those outside it. */
function pick(all: LabelledPatches, width: number, heldOut: number): LabelledPatches {
  const rows = [...all.heldOut.keys()].filter((row) => all.heldOut[row] === heldOut);
  const placeOf = new Map(rows.map((row, i) => [row, i]));
  return {
    ...all,
    count: rows.length,
    features: pickRows(all.features, featureCount, rows),
    embeddings: all.embeddings && pickRows(all.embeddings, width, rows),
    history: Uint32Array.from([...all.history].flatMap((row) => placeOf.get(row) ?? [])),
    labels: Uint8Array.from(rows, (row) => all.labels[row] ?? 0),
    sources: Uint32Array.from(rows, (row) => all.sources[row] ?? 0),
    heldOut: Uint8Array.from(rows, () => heldOut),
    ordinals: Int32Array.from(rows, (row) => all.ordinals[row] ?? -1),
  };
}

/** The fast half of learning: seconds for a million exemplars. Null when there is nothing to take over. */
async function refitHead(work: Training): Promise<Outcome<null> | null> {
  const { session, encoder, context } = work;
  const before = modelRecords(session).findLast(
    (model) =>
      model.kind === 'embedding-head' &&
      model.checked &&
      model.encoder?.hash === encoder.record.hash,
  );
  const { l2, temperature } = before?.chosen ?? {};
  if (l2 === undefined || temperature === undefined) return null;
  context.stage('refit', 1, 'model');
  const refitted = await trainOne(work, 'embedding-head', { l2, temperature });
  if (!refitted.ok) return refitted;
  return bringIntoForce(work, refitted.value);
}

async function trainAll(work: Training, inForce: ChosenKind): Promise<Outcome<ModelRecord>> {
  const { context, session } = work;
  const order: readonly TrainedKind[] =
    inForce === 'embedding-head'
      ? ['embedding-head', 'texture-forest']
      : ['texture-forest', 'embedding-head'];
  context.stage('train', 3, 'models');
  const candidates: Candidate[] = [];
  let chosen: ModelRecord | null = null;
  for (const kind of order) {
    if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
    const trained = await trainOne(work, kind, null);
    if (!trained.ok) return trained;
    candidates.push(trained.value);
    chosen = await keepCandidate(work, trained.value, inForce, chosen);
    context.advance(1);
  }
  const network = await networkCandidate(work);
  if (network && !network.ok) return network;
  if (network) chosen = await keepCandidate(work, network.value, inForce, chosen);
  const mean = await meanOf(work, candidates);
  chosen = await keepCandidate(work, mean, inForce, chosen);
  context.advance(1);
  if (!chosen) return fail({ kind: 'model-missing' });
  const scored = await bringIntoForce(work, { record: chosen });
  if (!scored.ok) return scored;
  for (const { record } of [...candidates, ...(network ? [network.value] : []), mean]) {
    if (record.hash === chosen.hash) continue;
    const also = await scoreWith(session, work.tasks, record, context);
    if (!also.ok) return also;
  }
  return succeed(chosen);
}

async function keepCandidate(
  { session, training }: Training,
  { record, text, leftOut }: Candidate,
  inForce: ModelKind,
  chosen: ModelRecord | null,
): Promise<ModelRecord | null> {
  await keepModel(session, record, text);
  if (leftOut) keepLeftOut(session, record.hash, training.ordinals, leftOut);
  return record.kind === inForce ? record : chosen;
}

/** Scores with a model and only then makes it the one in force. */
async function bringIntoForce(
  { session, tasks, context, upTo }: Training,
  { record, text }: Pick<Candidate, 'record'> & Partial<Candidate>,
): Promise<Outcome<null>> {
  if (text !== undefined) await keepModel(session, record, text);
  const scored = await scoreWith(session, tasks, record, context);
  if (!scored.ok) return scored;
  session.catalog.commit(() => {
    session.catalog.settings.set('model', record.hash);
    session.catalog.settings.set('model-kind', record.kind);
    session.catalog.settings.set('trained-up-to', String(upTo));
  });
  session.forgetScores();
  return succeed(null);
}
