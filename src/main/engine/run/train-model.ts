import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { type FilterModel, filterModel } from '../../../shared/model.ts';
import type { JobContext } from '../job/job-runner.ts';
import { attempt } from './attempt.ts';
import { evaluateScores, type ScoredLabel } from './evaluate-scores.ts';
import { type LabelledPatches, labelledPatches } from './labelled-patches.ts';
import { featureCount } from './patch-reader.ts';
import { scoreExemplars } from './score-exemplars.ts';
import type { Session } from './session.ts';
import { syncFolder } from './sync-folder.ts';
import type { TaskClient } from './task-client.ts';
import { thresholdOf } from './threshold.ts';

/** The released code refuses fewer (spec 3.2); ours counts labels outside the hold-out. */
export const fewestLabels = 64;

const modelVersion = 1;
const featureNames = ['lbp_std', 'geomean_median', 'entropy_std', 'canny_mean'];

/** A model as stored: all but what changes without it. */
const modelRecord = filterModel.omit({ id: true, current: true, scored: true });

/**
 * Trains the paper's random forest on the labels outside the hold-out, evaluates it on the hold-out
 * and on sources left out, makes it the current model and scores every exemplar with it.
 */
export async function trainModel(
  session: Session,
  tasks: TaskClient,
  seed: number,
  context: JobContext,
): Promise<Outcome<string>> {
  context.stage('gather labels', 1, 'step');
  const upTo = session.catalog.actions.newest();
  const all = await labelledPatches(session, tasks);
  const training = pick(all, 0);
  const refused = refuse(training);
  if (refused) return refused;
  if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
  context.stage('train', 1, 'forest');
  const learnt = await attempt('inference', 'the filter model', async () =>
    succeed(
      await tasks.infer('train', {
        features: training.features,
        featureCount,
        labels: training.labels,
        groups: training.sources,
        seed,
      }),
    ),
  );
  if (!learnt.ok) return learnt;
  const trained = learnt.value;
  if (!(await context.mayGoOn())) return fail({ kind: 'cancelled' });
  const held = pick(all, 1);
  const { model } = trained;
  const heldScores = await attempt('inference', 'the filter model', () =>
    tasks.infer('score', { model, features: held.features, featureCount }),
  );
  if (!heldScores.ok) return heldScores;
  const record = recordOf(session, all, training, held, heldScores.value, trained, seed);
  await keep(session, record, trained.model, upTo);
  if (!(await scoreExemplars(session, tasks, context))) return fail({ kind: 'cancelled' });
  const area = record.holdOut.auc;
  const sentence =
    area === null
      ? 'The hold-out has too few labels for an AUC.'
      : `AUC on the hold-out: ${area.toFixed(3)}.`;
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

function pick(all: LabelledPatches, heldOut: number): LabelledPatches {
  const rows = [...all.heldOut.keys()].filter((row) => all.heldOut[row] === heldOut);
  return {
    ...all,
    count: rows.length,
    features: Float64Array.from(
      rows.flatMap((row) => [
        ...all.features.subarray(row * featureCount, (row + 1) * featureCount),
      ]),
    ),
    labels: Uint8Array.from(rows, (row) => all.labels[row] ?? 0),
    sources: Uint32Array.from(rows, (row) => all.sources[row] ?? 0),
    heldOut: Uint8Array.from(rows, () => heldOut),
    ordinals: Int32Array.from(rows, (row) => all.ordinals[row] ?? -1),
  };
}

type ModelRecord = z.infer<typeof modelRecord>;

function recordOf(
  session: Session,
  all: LabelledPatches,
  training: LabelledPatches,
  held: LabelledPatches,
  heldScores: Float32Array,
  trained: { importances: Float64Array; leftOut: Float32Array | null },
  seed: number,
): ModelRecord {
  const threshold = thresholdOf(session);
  const holdOut = evaluateScores(scored(held, heldScores), threshold);
  const leftOut = trained.leftOut ? scored(training, trained.leftOut) : null;
  const informative = training.labels.reduce((sum, label) => sum + label, 0);
  return {
    hash: modelHash(all, seed),
    kind: 'texture-forest',
    createdBy: 0,
    seed,
    trainedOn: {
      informative,
      uninformative: training.count - informative,
      labelsHash: all.labelsHash,
    },
    holdOut,
    leaveSourcesOut: leftOut ? evaluateScores(leftOut, threshold) : null,
    perSource: perSource(session, training, leftOut),
    importances: featureNames.map((feature, i) => ({
      feature,
      importance: trained.importances[i] ?? 0,
    })),
    warnings: warningsOf(holdOut, all.leftOut),
  };
}

/** The same labels, features, parameters, seed and version give the same model under the same name. */
function modelHash({ labelsHash, features: values }: LabelledPatches, seed: number): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const features = `texture-4 ${createHash('sha256').update(bytes).digest('hex')}`;
  const parts = { labelsHash, features, kind: 'texture-forest', seed, modelVersion };
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

const scored = (rows: LabelledPatches, scores: Float32Array): ScoredLabel[] =>
  Array.from(scores, (score, i) => ({
    score,
    label: rows.labels[i] ?? 0,
    ordinal: rows.ordinals[i] ?? -1,
  }));

function perSource(session: Session, training: LabelledPatches, leftOut: ScoredLabel[] | null) {
  return session.catalog.sources.all().flatMap((source) => {
    const rows = [...training.sources.keys()].filter((row) => training.sources[row] === source.id);
    if (rows.length === 0) return [];
    const informative = rows.filter((row) => training.labels[row] === 1).length;
    const own = leftOut ? rows.flatMap((row) => leftOut[row] ?? []) : [];
    const { auc } = evaluateScores(own, 0.5);
    return [
      {
        source: source.id,
        name: source.name,
        informative,
        uninformative: rows.length - informative,
        auc,
      },
    ];
  });
}

const fewestHeldOut = 20;

function warningsOf(holdOut: FilterModel['holdOut'], leftOut: number): string[] {
  const warnings: string[] = [];
  const { informative, uninformative } = holdOut;
  if (informative === 0 || uninformative === 0) {
    warnings.push(
      'The hold-out lacks one of the two classes, so there is no AUC yet. Label patches of the hold-out queue.',
    );
  } else if (informative + uninformative < fewestHeldOut) {
    warnings.push(
      `The hold-out has only ${informative + uninformative} labels, so its figures are rough. Label ${fewestHeldOut - informative - uninformative} more from the hold-out queue.`,
    );
  }
  if (leftOut > 0) {
    warnings.push(
      `${leftOut.toLocaleString('en-US')} labels were left out, since their volumes cannot be read now.`,
    );
  }
  return warnings;
}

async function keep(
  session: Session,
  record: ModelRecord,
  model: string,
  upTo: number,
): Promise<void> {
  const { catalog } = session;
  // Whole or not at all: training again on the same labels replaces the model in use.
  const file = session.modelFile(record.hash);
  await writeFile(`${file}.new`, model, { flush: true });
  await rename(`${file}.new`, file);
  await syncFolder(dirname(file));
  catalog.commit(() => {
    if (!catalog.models.byHash(record.hash)) {
      const action = catalog.actions.add(
        session.annotator(),
        Date.now(),
        'train',
        'Trained the filter model',
      );
      catalog.models.add(record.hash, action, JSON.stringify({ ...record, createdBy: action }));
    }
    catalog.settings.set('model', record.hash);
    catalog.settings.set('trained-up-to', String(upTo));
  });
  session.forgetColumns();
}

/** Models, newest first. */
export function modelList(session: Session): FilterModel[] {
  const current = session.catalog.settings.get('model');
  const scoredNow = session.columns().score.reduce((sum, s) => sum + (Number.isNaN(s) ? 0 : 1), 0);
  return session.catalog.models
    .all()
    .map(({ id, record }) => {
      const stored = modelRecord.parse(JSON.parse(record));
      const isCurrent = stored.hash === current;
      return { ...stored, id, current: isCurrent, scored: isCurrent ? scoredNow : 0 };
    })
    .reverse();
}
