import { balancePlan, balancePlanRules } from '../../../../shared/balance-plan.ts';
import type { DatasetFile } from '../../../../shared/dataset.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { type Evaluation, modelKind } from '../../../../shared/model.ts';
import { writeScores } from '../disk/flat-file.ts';
import { type ModelRecord, modelRecord } from '../model/model-record.ts';
import { type AbsentPatches, recordedDataset } from '../project/recorded-dataset.ts';
import type { Session } from '../project/session.ts';
import { countExemplars } from '../set/curated-set.ts';
import { annotator } from './import-decisions.ts';
import type { ImportUnderWay } from './import-patches.ts';

/**
 * What follows the patches and their labels: the model as a record with its scores, thresholds, and the data
 * set's own account of itself, so that what is not here still counts.
 *
 * @param action that the labels were recorded in
 */
export function recordDataset(
  session: Session,
  { opened, volumes }: ImportUnderWay,
  scores: Float32Array,
  action: number,
): Outcome<null> {
  const { dataset, folder } = opened;
  const model = modelOf(dataset);
  if (typeof model === 'string')
    return fail({ kind: 'dataset-invalid', path: folder, what: model });
  if (model) writeScores(session.scoreFile(model.hash), scores);
  const { catalog } = session;
  catalog.commitUnit(() => {
    if (model) useRecord(session, model, action);
    if (dataset.model) putThresholds(session, dataset.model);
    catalog.settings.set('dataset-terms', JSON.stringify(dataset.terms));
    savePlan(session, dataset);
  });
  session.forgetColumns();
  const absent = absentOf(
    session,
    dataset,
    volumes.map(({ volume }) => volume.id),
  );
  const record = recordedDataset.parse({ dataset, action, absent });
  // The last of all: with the whole project before it, this waits for the disk.
  catalog.commit(() => catalog.settings.set('data-set', JSON.stringify(record)));
  return succeed(null);
}

/** The record of a model of which a data set has the scores; in words why it cannot be one. */
function modelOf({ model, seeds }: DatasetFile): ModelRecord | null | string {
  if (!model) return null;
  const kind = modelKind.safeParse(model.kind).data;
  if (!kind) return 'its model is of an unknown kind';
  // It becomes the name of a file.
  if (!/^[0-9a-f]{16,64}$/.test(model.id)) return 'its model has no proper id';
  return modelRecord.parse({
    hash: model.id,
    kind,
    createdBy: 0,
    fromDataset: true,
    seed: seeds['training'] ?? 0,
    trainedOn: { informative: 0, uninformative: 0, labelsHash: model.labelsHash },
    holdOut: noEvaluation,
    leaveSourcesOut: null,
    perSource: [],
    importances: [],
    warnings: ['It came with a data set: its scores are here, the model itself is not.'],
  } satisfies Partial<ModelRecord>);
}

const noEvaluation: Evaluation = {
  informative: 0,
  uninformative: 0,
  auc: null,
  aucInterval: null,
  roc: [],
  accuracy: null,
  confusion: {
    truePositive: 0,
    falsePositive: 0,
    trueNegative: 0,
    falseNegative: 0,
    ordinals: { truePositive: [], falsePositive: [], trueNegative: [], falseNegative: [] },
  },
  precisionRecall: [],
  averagePrecision: null,
  averagePrecisionInterval: null,
  brier: null,
  brierInterval: null,
  calibration: [],
  calibrationError: null,
};

function useRecord({ catalog }: Session, model: ModelRecord, action: number): void {
  catalog.models.add(model.hash, action, JSON.stringify({ ...model, createdBy: action }));
  catalog.settings.set('model', model.hash);
  catalog.settings.set('model-kind', model.kind);
  catalog.settings.set('trained-up-to', String(action));
}

function putThresholds({ catalog }: Session, told: NonNullable<DatasetFile['model']>): void {
  catalog.settings.set('threshold', String(told.threshold));
  const own = Object.entries(told.sourceThresholds).flatMap(([name, threshold]) => {
    const source = catalog.sources.byName(name);
    return source ? [[String(source.id), threshold] as const] : [];
  });
  if (own.length > 0)
    catalog.settings.set('source-thresholds', JSON.stringify(Object.fromEntries(own)));
}

/** The balance plan that chose among the patches; they are what it chose, so choosing again changes nothing. */
function savePlan({ catalog }: Session, { plan }: DatasetFile): void {
  const rules = balancePlanRules.safeParse(plan?.rules).data;
  const name = balancePlan.shape.name.safeParse(plan?.name).data;
  if (rules && name) catalog.balancePlans.add({ name, rules, annotator, at: Date.now() });
}

/** What was counted of each volume, less what is here. */
function absentOf(
  session: Session,
  { sources }: DatasetFile,
  ids: readonly number[],
): readonly AbsentPatches[] {
  const dedup = countExemplars(session, 'volume', 'dedup');
  const curated = countExemplars(session, 'volume', 'curated');
  const told = sources.flatMap(({ volumes }) => volumes);
  return told.map(({ counts }, place) => {
    const volume = ids[place] ?? -1;
    return {
      volume,
      raw: counts.raw,
      dedup: counts.dedup - (dedup.get(volume) ?? 0),
      curated: (counts.curated ?? 0) - (curated.get(volume) ?? 0),
    };
  });
}
