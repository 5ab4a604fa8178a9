import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { funnelOf } from '../../../../../src/main/engine/run/funnel.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { modelList } from '../../../../../src/main/engine/run/model/model-store.ts';
import { trainModel } from '../../../../../src/main/engine/run/model/train-model.ts';
import { setSource } from '../../../../../src/main/engine/run/source/source-changes.ts';
import type { InferenceTasks } from '../../../../../src/main/engine/run/task/inference-task.ts';
import type { TaskClient } from '../../../../../src/main/engine/run/task/task-client.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const cut = { ...smallCut, hammingLimit: 20 };
const shape = { z: 24, y: 48, x: 64 };
let project: SmallProject;
/** what the inference process was asked to train on last */
let asked: InferenceTasks['train']['ask'] | null = null;
const tasks: TaskClient = {
  ...processes.tasks,
  infer(name, ask, options) {
    // `as`: the name says which task it is.
    const training = name === 'train' ? (ask as InferenceTasks['train']['ask']) : null;
    if (training?.kind === 'texture-forest') asked = training;
    return processes.tasks.infer(name, ask, options);
  },
};

beforeAll(async () => {
  project = newProject(processes);
  for (const [i, source] of ['liver', 'brain'].entries()) {
    const path = writeSpheres(join(project.folder, `${source}.tif`), 30 + i, undefined, shape);
    await project.add({ paths: [path], source });
  }
  await project.run(cut);
});
afterAll(async () => {
  await project.close();
  processes.close();
});

const forests = () => modelList(project.session).filter(({ kind }) => kind === 'texture-forest');
const train = (seed = 1227) =>
  project.job((context) =>
    trainModel(
      project.session,
      tasks,
      { seed, kind: 'texture-forest', refitFirst: false },
      context,
    ),
  );
const label = (ordinals: number[], value: string) =>
  must(applyLabels(project.session, labelRequest.parse({ marks: [{ ordinals, value }] })));
/** Labels by a rule on the first feature, which a forest can learn. */
function labelAll(): void {
  const { session } = project;
  const { ordinal } = session.columns();
  const features = session.features.read(ordinal);
  const first = Array.from(ordinal, (_, row) => features[row * 4] ?? 0);
  const middle = [...first].sort((a, b) => a - b)[first.length >> 1] ?? 0;
  label(
    [...ordinal].filter((_, row) => (first[row] ?? 0) > middle),
    'informative',
  );
  label(
    [...ordinal].filter((_, row) => (first[row] ?? 0) <= middle),
    'uninformative',
  );
}

test('sixty-three labels outside the hold-out are too few, and labels inside do not count', async () => {
  const { ordinal, heldOut } = project.session.columns();
  const outside = [...ordinal].filter((_, row) => heldOut[row] === 0);
  const inside = [...ordinal].filter((_, row) => heldOut[row] === 1);
  expect(inside.length).toBeGreaterThan(10);
  label(outside.slice(0, 40), 'informative');
  label(outside.slice(40, 63), 'uninformative');
  label(inside, 'uninformative');
  expect((await train()).failure).toEqual({
    kind: 'labels-too-few',
    informative: 40,
    uninformative: 23,
    needed: 64,
  });
  label(outside.slice(0, 80), 'informative');
  expect((await train()).failure).toEqual({
    kind: 'labels-one-class',
    value: 'informative',
    count: 80,
  });
  expect(modelList(project.session)).toEqual([]);
});

test('training sees no patch of the hold-out, and is judged by the hold-out alone', async () => {
  labelAll();
  const { session } = project;
  const job = await train();
  expect(job).toMatchObject({ state: 'done', report: [] });
  const { ordinal, heldOut } = session.columns();
  const outside = [...ordinal].filter((_, row) => heldOut[row] === 0);
  const inside = [...ordinal].filter((_, row) => heldOut[row] === 1);
  expect(asked?.features).toEqual(session.features.read(outside));
  const [model] = forests();
  if (!model) throw new Error('no model');
  expect(model.trainedOn.informative + model.trainedOn.uninformative).toBe(outside.length);
  expect(model.holdOut.informative + model.holdOut.uninformative).toBe(inside.length);
  const cells = Object.values(model.holdOut.confusion.ordinals).flat();
  expect(cells.sort((a, b) => a - b)).toEqual(inside);
  expect(model.holdOut.auc).toBeGreaterThan(0.9);
  expect(model.leaveSourcesOut?.auc).toBeGreaterThan(0.9);
  expect(model.perSource.map(({ name }) => name)).toEqual(['liver', 'brain']);
});

test('the new model scores every exemplar at once, and patches added later are said to lack a score', async () => {
  const { session } = project;
  const [model] = forests();
  expect(model).toMatchObject({ current: true, scored: session.columns().count });
  expect(funnelOf(session)).toMatchObject({ stale: { scores: false } });
  expect(session.columns().score.every((score) => score >= 0 && score <= 1)).toBe(true);
});

test('the same labels and seed give the same model, byte by byte; another seed another', async () => {
  const { session } = project;
  const fileOf = (hash: string) => readFileSync(session.modelFile(hash), 'utf8');
  const [first] = forests();
  if (!first) throw new Error('no model');
  const before = { bytes: fileOf(first.hash), scores: [...session.columns().score] };
  await train();
  expect(modelList(session)).toHaveLength(3);
  expect(fileOf(first.hash)).toBe(before.bytes);
  expect([...session.columns().score]).toEqual(before.scores);
  await train(7);
  const [second] = forests();
  expect(second?.hash).not.toBe(first.hash);
  expect(fileOf(second?.hash ?? '')).not.toBe(before.bytes);
});

test('the same labels on other pixels are another model with figures of its own', async () => {
  const { session } = project;
  const known = modelList(session).map(({ hash }) => hash);
  must(setSource(session, 1, { mapping: { kind: 'percentile', low: 20, high: 60 } }));
  await project.run(cut);
  await train();
  const [model] = forests();
  expect(known).not.toContain(model?.hash);
  expect(modelList(session)).toHaveLength(known.length + 3);
});

test('patches cut after training are scored by the same run', async () => {
  const path = writeSpheres(join(project.folder, 'late.tif'), 99, undefined, shape);
  await project.add({ paths: [path] });
  const job = await project.run(cut);
  expect(job.state).toBe('done');
  const { score, source } = project.session.columns();
  expect(source.includes(3)).toBe(true);
  expect(score.some((value) => Number.isNaN(value))).toBe(false);
});
