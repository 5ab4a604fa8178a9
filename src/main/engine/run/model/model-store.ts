import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Evaluation, FilterModel } from '../../../../shared/model.ts';
import { syncFolder } from '../../export/sync-files.ts';
import { readScores, writeScores } from '../disk/flat-file.ts';
import type { Session } from '../project/session.ts';
import { type ModelRecord, modelRecord } from './model-record.ts';

/** Puts a model's file and record into the project; one that is there gets what was found out since. */
export async function keepModel(
  session: Session,
  record: ModelRecord,
  text: string,
): Promise<void> {
  const { catalog } = session;
  // Whole or not at all: training again on the same labels replaces the model in use.
  const file = session.modelFile(record.hash);
  await writeFile(`${file}.new`, text, { flush: true });
  await rename(`${file}.new`, file);
  await syncFolder(dirname(file));
  read.get(session)?.delete(record.hash);
  catalog.commit(() => {
    const known = catalog.models.byHash(record.hash);
    if (known) {
      const before = modelRecord.parse(JSON.parse(known.record));
      // A refit of what was checked before tells nothing new.
      if (before.checked && !record.checked) return;
      const createdBy = before.createdBy;
      catalog.models.setRecord(record.hash, JSON.stringify({ ...record, createdBy }));
      return;
    }
    const action = catalog.actions.add(
      session.annotator(),
      Date.now(),
      'train',
      'Trained the filter model',
    );
    catalog.models.add(record.hash, action, JSON.stringify({ ...record, createdBy: action }));
  });
}

export const readModel = (session: Session, hash: string): Promise<string> =>
  readFile(session.modelFile(hash), 'utf8');

/** The record of a model; null when there is none. */
export function modelByHash(session: Session, hash: string | null): ModelRecord | null {
  const found = hash === null ? null : session.catalog.models.byHash(hash);
  return found ? modelRecord.parse(JSON.parse(found.record)) : null;
}

/** Records that were read already: each learning adds three, whose curves and cells are some 100 kB each. */
const read = new WeakMap<Session, Map<string, ModelRecord>>();

/** Records of all models, oldest first, without ROC, calibration and the patches of their cells. */
export function modelRecords(session: Session): ModelRecord[] {
  const known = read.get(session) ?? new Map<string, ModelRecord>();
  // Another program may write to what is open for reading only.
  if (!session.readOnly) read.set(session, known);
  return session.catalog.models.names().flatMap(({ hash }) => {
    const record = known.get(hash) ?? withoutCurves(modelByHash(session, hash));
    if (record) known.set(hash, record);
    return record ? [record] : [];
  });
}

/** Models, newest first; with curves those of the newest training and the one in force. */
export function modelList(session: Session): FilterModel[] {
  const current = session.catalog.settings.get('model');
  const records = modelRecords(session);
  const newestLabels = records.at(-1)?.trainedOn.labelsHash;
  const scoredNow = session.columns().score.reduce((sum, s) => sum + (Number.isNaN(s) ? 0 : 1), 0);
  const idOf = new Map(session.catalog.models.names().map(({ id, hash }) => [hash, id]));
  return records
    .map((record) => {
      const { hash } = record;
      const isCurrent = hash === current;
      const isOfToday = isCurrent || record.trainedOn.labelsHash === newestLabels;
      const whole = isOfToday ? modelByHash(session, hash) : null;
      return {
        ...(whole ?? { ...record, learningCurve: [] }),
        id: idOf.get(hash) ?? 0,
        current: isCurrent,
        scored: isCurrent ? scoredNow : 0,
      };
    })
    .reverse();
}

/** A record for a list: after a hundred trainings their curves would be tens of megabytes. */
const withoutCurves = (record: ModelRecord | null): ModelRecord | null =>
  record && {
    ...record,
    holdOut: numbersAlone(record.holdOut),
    leaveSourcesOut: record.leaveSourcesOut && numbersAlone(record.leaveSourcesOut),
  };

const numbersAlone = (part: Evaluation): Evaluation => ({
  ...part,
  roc: [],
  precisionRecall: [],
  calibration: [],
  confusion: {
    ...part.confusion,
    ordinals: { truePositive: [], falsePositive: [], trueNegative: [], falseNegative: [] },
  },
});

/** The record of one model with its curves, as the window knows it. */
export function modelDetail(session: Session, id: number): FilterModel | null {
  const listed = modelList(session).find((model) => model.id === id);
  const record = listed ? modelByHash(session, listed.hash) : null;
  return listed && record ? { ...listed, ...record } : null;
}

/** File of the scores that a model's patches got from models that never saw their source, by ordinal. */
const leftOutFile = (session: Session, hash: string): string =>
  session.scoreFile(`${hash}-left-out`);

export function keepLeftOut(
  session: Session,
  hash: string,
  ordinals: Int32Array,
  scores: Float32Array,
): void {
  const last = ordinals.reduce((most, ordinal) => Math.max(most, ordinal), -1);
  const byOrdinal = new Float32Array(last + 1).fill(Number.NaN);
  ordinals.forEach((ordinal, i) => {
    if (ordinal >= 0) byOrdinal[ordinal] = scores[i] ?? Number.NaN;
  });
  writeScores(leftOutFile(session, hash), byOrdinal);
}

/** Null for a model that was only refitted, or trained by an earlier version. */
export function readLeftOut(session: Session, hash: string): Float32Array | null {
  const file = leftOutFile(session, hash);
  return existsSync(file) ? readScores(file) : null;
}
