import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readScores } from '../../../../../src/main/engine/run/disk/flat-file.ts';
import { exportModel } from '../../../../../src/main/engine/run/export/export-model.ts';
import { currentMap, drawMap } from '../../../../../src/main/engine/run/grid/embedding-map.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { embeddingsOf, textureEncoder } from '../../../../../src/main/engine/run/model/encoders.ts';
import { evaluateSource } from '../../../../../src/main/engine/run/model/evaluate-source.ts';
import { labelsToTrainOn } from '../../../../../src/main/engine/run/model/labelled-patches.ts';
import {
  keepModel,
  modelByHash,
  modelList,
  modelRecords,
  readLeftOut,
  readModel,
} from '../../../../../src/main/engine/run/model/model-store.ts';
import {
  compareModels,
  labellingAdvice,
  sourceDrift,
  useModel,
} from '../../../../../src/main/engine/run/model/model-use.ts';
import {
  falseShareThresholds,
  setThreshold,
  thresholdYield,
} from '../../../../../src/main/engine/run/model/threshold-yield.ts';
import {
  type TrainingAsked,
  trainModel,
} from '../../../../../src/main/engine/run/model/train-model.ts';
import { isKept } from '../../../../../src/main/engine/run/set/curated-set.ts';
import { thresholdsOf } from '../../../../../src/main/engine/run/set/threshold.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import type { ModelKind } from '../../../../../src/shared/model.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const shape = { z: 24, y: 48, x: 64 };
let project: SmallProject;

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain', 'leaf'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 40 + i, undefined, shape);
    await project.add({ paths: [path], source });
  }
  await project.run({ ...smallCut, hammingLimit: 20 });
  const { session } = project;
  const { ordinal } = session.columns();
  const features = session.features.read(ordinal);
  const first = Array.from(ordinal, (_, row) => features[row * 4] ?? 0);
  const middle = [...first].sort((a, b) => a - b)[first.length >> 1] ?? 0;
  const side = (isAbove: boolean) =>
    [...ordinal].filter((_, row) => (first[row] ?? 0) > middle === isAbove && row % 3 > 0);
  label(side(true), 'informative');
  label(side(false), 'uninformative');
  await train({ seed: 1, kind: null, refitFirst: false });
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const label = (ordinals: number[], value: string) =>
  must(applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value }] })));
const train = (asked: TrainingAsked) =>
  project.job((context) => trainModel(project.session, tasks, asked, context));
const newest = (kind: ModelKind) => {
  const found = modelList(project.session).find((model) => model.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const scoresOf = (kind: ModelKind) => readScores(project.session.scoreFile(newest(kind).hash));

test('one training gives a forest, a head and their mean, each judged by the same labels', () => {
  const kinds = modelList(project.session).map(({ kind }) => kind);
  expect([...kinds].sort()).toEqual(['embedding-head', 'ensemble', 'texture-forest']);
  for (const kind of kinds) {
    const { holdOut, leaveSourcesOut, checked } = newest(kind);
    expect(checked).toBe(true);
    expect(holdOut.informative + holdOut.uninformative).toBe(
      newest('ensemble').holdOut.informative + newest('ensemble').holdOut.uninformative,
    );
    // Sixty features and patches of 16 pixels: what is learnt here hardly carries over to other sources.
    expect(leaveSourcesOut?.auc).toBeGreaterThan(0.5);
    expect(holdOut.aucInterval?.[0]).toBeLessThanOrEqual(holdOut.auc ?? 0);
    expect(holdOut.calibration.reduce((sum, group) => sum + group.count, 0)).toBe(
      holdOut.informative + holdOut.uninformative,
    );
  }
  expect(newest('embedding-head')).toMatchObject({ current: true });
});

test('the ensemble is the mean of its members, patch by patch', () => {
  const [mean, forest, head] = [
    scoresOf('ensemble'),
    scoresOf('texture-forest'),
    scoresOf('embedding-head'),
  ];
  for (const ordinal of project.session.columns().ordinal) {
    const expected = ((forest[ordinal] ?? 0) + (head[ordinal] ?? 0)) / 2;
    expect(mean[ordinal]).toBeCloseTo(expected, 6);
  }
});

test('labels of left-out sources have scores of their own for every trained patch', () => {
  const { session } = project;
  const leftOut = readLeftOut(session, newest('embedding-head').hash);
  const { ordinal, label: labels, heldOut } = session.columns();
  const trained = [...ordinal].filter((_, row) => (labels[row] ?? 0) > 0 && heldOut[row] === 0);
  expect(trained.every((each) => !Number.isNaN(leftOut?.[each]))).toBe(true);
});

test('a list of models reads each record once, and again when more was found out of it', async () => {
  const { session } = project;
  const [first, ...others] = modelRecords(session);
  expect(modelRecords(session)[0]).toBe(first);
  expect(first?.holdOut.roc).toEqual([]);
  expect(newest('embedding-head').holdOut.roc.length).toBeGreaterThan(2);
  const record = modelByHash(session, first?.hash ?? '');
  if (!record) throw new Error('no model');
  await keepModel(session, record, await readModel(session, record.hash));
  const [again, ...same] = modelRecords(session);
  expect([again === first, same[0] === others[0]]).toEqual([false, true]);
  expect(again).toEqual(first);
});

test('the labels to train on are counted as training counts them', () => {
  const { informative, uninformative } = newest('embedding-head').trainedOn;
  expect(labelsToTrainOn(project.session)).toEqual({ informative, uninformative });
});

test('the curves of one source are drawn from its labels alone', async () => {
  const { session } = project;
  const model = newest('embedding-head');
  let held = 0;
  for (const of of model.perSource) {
    const on = 'left-out';
    const found = must(
      await evaluateSource(session, tasks, { id: model.id, source: of.source, on }),
    );
    expect(found).toMatchObject({ informative: of.informative, uninformative: of.uninformative });
    expect(found.auc).toBeCloseTo(of.auc ?? Number.NaN, 12);
    expect(found.roc.length).toBeGreaterThan(2);
    const question = { id: model.id, source: of.source, on: 'hold-out' } as const;
    const heldOut = must(await evaluateSource(session, tasks, question));
    held += heldOut.informative + heldOut.uninformative;
  }
  expect(held).toBe(model.holdOut.informative + model.holdOut.uninformative);
  const absent = await evaluateSource(session, tasks, { id: model.id, source: 99, on: 'left-out' });
  expect(absent).toMatchObject({ ok: false, failure: { kind: 'source-unknown', name: '99' } });
});

test('a refit takes over what was chosen, and the training behind it finds the same model', async () => {
  const before = newest('embedding-head');
  const job = await train({ seed: 1, kind: null, refitFirst: true });
  expect(job.state).toBe('done');
  expect(newest('embedding-head')).toMatchObject({ hash: before.hash, checked: true });
  expect(newest('embedding-head').holdOut.roc.length).toBeGreaterThan(2);
});

test('a training that is stopped, wherever it is, leaves the model in force as it was', async () => {
  const { session } = project;
  const before = {
    hash: session.catalog.settings.get('model'),
    scores: [...scoresOf('embedding-head')],
  };
  label([session.columns().ordinal[0] ?? 0], 'uninformative');
  for (const patience of [0, 1, 2, 3]) {
    let asked = 0;
    const job = await project.job((context) =>
      trainModel(
        session,
        tasks,
        { seed: 2, kind: null, refitFirst: true },
        { ...context, mayGoOn: async () => asked++ < patience },
      ),
    );
    const { state } = job;
    expect(['cancelled', 'done']).toContain(state);
    const inForce = session.catalog.settings.get('model') ?? '';
    const { ordinal, score } = session.columns();
    // Whatever is in force has scored every exemplar.
    expect(score[3]).toBe(readScores(session.scoreFile(inForce))[ordinal[3] ?? 0]);
    expect(score.some(Number.isNaN)).toBe(false);
    if (patience === 0) expect(inForce).toBe(before.hash);
  }
  must(undoOrRedo(session, 'undo'));
  await train({ seed: 1, kind: null, refitFirst: false });
});

test('a model of earlier is put in force, and undo puts the other back', async () => {
  const { session } = project;
  const scoresNow = (hash: string) =>
    readScores(session.scoreFile(hash))[session.columns().ordinal[5] ?? 0];
  const before = session.catalog.settings.get('model') ?? '';
  const forest = newest('texture-forest');
  expect(forest.hash).not.toBe(before);
  const job = await project.job((context) => useModel(session, tasks, forest.id, context));
  expect(job.state).toBe('done');
  expect(newest('texture-forest').current).toBe(true);
  expect(session.columns().score[5]).toBe(scoresNow(forest.hash));
  must(undoOrRedo(session, 'undo'));
  expect(session.catalog.settings.get('model')).toBe(before);
  // The next training brings into force what is in force now, not what was tried.
  expect(session.catalog.settings.get('model-kind')).toBe('embedding-head');
  expect(session.columns().score[5]).toBe(scoresNow(before));
});

test('comparing two models names the patches that flip', () => {
  const { session } = project;
  const [forest, head] = [newest('texture-forest'), newest('embedding-head')];
  const compared = must(compareModels(session, forest.id, head.id));
  const [a, b] = [scoresOf('texture-forest'), scoresOf('embedding-head')];
  const { ordinal, label: labels } = session.columns();
  const flipped = [...ordinal].filter(
    (each, row) =>
      (labels[row] === 0 || labels[row] === 3) && (a[each] ?? 0) > 0.5 !== (b[each] ?? 0) > 0.5,
  );
  const named = [...compared.keptByFirst.ordinals, ...compared.keptBySecond.ordinals];
  expect(named.sort((x, y) => x - y)).toEqual(flipped);
  expect(compared.both).toBe(ordinal.length);
});

test('a source can have a threshold of its own, taken back like anything else', () => {
  const { session } = project;
  const keptOf = (source: number) =>
    must(thresholdYield(session, null)).perSource.find((row) => row.source === source)?.kept ?? 0;
  const [before, other] = [keptOf(1), keptOf(2)];
  must(setThreshold(session, 1, 1));
  const columns = session.columns();
  const thresholds = thresholdsOf(session);
  const byHand = [...columns.source.keys()].filter(
    (row) => columns.source[row] === 1 && isKept(columns, row, thresholds),
  );
  expect(keptOf(1)).toBe(byHand.length);
  expect(byHand.every((row) => columns.label[row] === 1)).toBe(true);
  expect(keptOf(2)).toBe(other);
  // Precision and recall are those of what is kept, each source at its own threshold.
  const held = [...columns.label.keys()].filter(
    (row) => columns.heldOut[row] === 1 && (columns.label[row] === 1 || columns.label[row] === 2),
  );
  const kept = held.filter(
    (row) => (columns.score[row] ?? 0) > thresholds(columns.source[row] ?? 0),
  );
  const right = kept.filter((row) => columns.label[row] === 1).length;
  const informative = held.filter((row) => columns.label[row] === 1).length;
  const yielded = must(thresholdYield(session, null));
  expect(kept.some((row) => columns.source[row] === 1)).toBe(false);
  expect(yielded.precision?.share).toBeCloseTo(right / kept.length, 12);
  expect(yielded.recall?.share).toBeCloseTo(right / informative, 12);
  must(undoOrRedo(session, 'undo'));
  expect(keptOf(1)).toBe(before);
});

test('the threshold for a false share keeps no larger one on the hold-out', () => {
  const found = must(falseShareThresholds(project.session, 0.4));
  expect(found.byCount?.falseShare.share).toBeLessThanOrEqual(0.4);
  expect(found.byUpperBound?.falseShare.high ?? 0).toBeLessThanOrEqual(0.4);
});

test('what more labels would bring, and which sources differ, is said in words and numbers', async () => {
  const advice = must(labellingAdvice(project.session));
  expect(advice.sentences.length).toBeGreaterThan(0);
  const drift = must(await sourceDrift(project.session, tasks));
  expect(drift.map(({ name }) => name).sort()).toEqual(['brain', 'leaf', 'liver']);
});

test('a model written as ONNX gives the scores of the project', async () => {
  const { session } = project;
  const folder = join(project.folder, 'model');
  const { ordinal } = session.columns();
  const inputs = {
    'embedding-head': embeddingsOf(session, textureEncoder).read(ordinal),
    'texture-forest': Float32Array.from(session.features.read(ordinal)),
  };
  const { files } = must(await exportModel(session, newest('ensemble').id, folder));
  expect(files).toHaveLength(3);
  for (const [kind, values] of Object.entries(inputs)) {
    const file = files.find((name) => name.startsWith(kind)) ?? '';
    const network = await InferenceSession.create(readFileSync(join(folder, file)));
    const width = values.length / ordinal.length;
    const given = new Tensor('float32', values, [ordinal.length, width]);
    const { score } = await network.run({ [network.inputNames[0] ?? '']: given });
    const stored = scoresOf(kind as ModelKind);
    ordinal.forEach((each, row) => {
      expect(Number(score?.data[row])).toBeCloseTo(stored[each] ?? 0, 5);
    });
  }
  const card = readFileSync(join(folder, files.find((name) => name.endsWith('.md')) ?? ''), 'utf8');
  expect(card).toContain(newest('ensemble').trainedOn.labelsHash);
  expect(card).not.toContain(project.folder);
});

test('a map is laid out, and says of each exemplar where it lies', async () => {
  const { session } = project;
  const asked = { sample: 200, seed: 3, centreBySource: true };
  const job = await project.job((context) => drawMap(session, tasks, asked, context));
  expect(job.state).toBe('done');
  const map = must(await currentMap(session));
  expect(map?.ordinals).toHaveLength(200);
  expect(map?.x.every(Number.isFinite)).toBe(true);
  expect(new Set(map?.source).size).toBe(3);
});
