import { afterAll, expect, test } from 'vitest';
import { areaUnderCurve } from '../../../../src/main/engine/evaluate/roc.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { probeExecution } from '../../../../src/main/engine/run/probe-execution.ts';
import { startTaskProcesses } from '../run/process/task-processes.ts';

const processes = startTaskProcesses();
afterAll(processes.close);
const { tasks } = processes;

/**
 * Two sources that contradict each other: feature 0 says informative in the first and uninformative in
 * the second; feature 1 tells the sources apart. Whoever saw a source is right about it, and whoever
 * did not is wrong.
 */
function contradictingSources(count: number) {
  const random = xorshift32(5);
  const unit = () => random.byte() / 255;
  const groups = Uint32Array.from({ length: count }, (_, i) => 10 + (i % 2));
  const features = new Float64Array(count * 4);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const value = unit();
    features.set([value, groups[row] ?? 0, unit(), unit()], row * 4);
    labels[row] = Number(value > 0.5 === (groups[row] === 10));
  }
  return {
    kind: 'texture-forest' as const,
    features,
    featureCount: 4,
    labels,
    groups,
    known: null,
  };
}
const data = contradictingSources(200);
const areaOf = (scores: Float32Array) => areaUnderCurve(scores, data.labels) ?? Number.NaN;

test('a left-out source is scored by a model that never saw it', async () => {
  const { model, leftOut } = await tasks.infer('train', { ...data, seed: 1 });
  if (!leftOut) throw new Error('nothing was left out');
  const seen = await tasks.infer('score', { ...data, model });
  if (!seen.ok) throw new Error('the model does not open');
  expect(areaOf(seen.value)).toBeGreaterThan(0.99);
  expect(areaOf(leftOut)).toBeLessThan(0.05);
});

test('the same seed gives the same model and scores, another seed others', async () => {
  const [first, again, other] = [
    await tasks.infer('train', { ...data, seed: 1 }),
    await tasks.infer('train', { ...data, seed: 1 }),
    await tasks.infer('train', { ...data, seed: 2 }),
  ];
  expect(again).toEqual(first);
  expect(other.model).not.toBe(first.model);
});

test('the features that decide are those whose shuffling hurts', async () => {
  const { model } = await tasks.infer('train', { ...data, seed: 1 });
  const importances = await tasks.infer('importances', { ...data, model, seed: 1 });
  const [value = 0, source = 0, noise = 0, more = 0] = importances;
  expect(Math.min(value, source)).toBeGreaterThan(0.2);
  expect(Math.max(noise, more)).toBeLessThan(0.1);
});

test('with one source a part of its patches is left out at a time', async () => {
  const groups = new Uint32Array(200).fill(3);
  const { leftOut } = await tasks.infer('train', { ...data, groups, seed: 1 });
  expect(areaOf(leftOut ?? new Float32Array(0))).toBeGreaterThan(0.9);
});

test('a model refitted with what is known leaves nothing out', async () => {
  const known = { l2: 0.1, temperature: 2 };
  const ask = { ...data, kind: 'embedding-head' as const, known, seed: 1 };
  const { leftOut, chosen } = await tasks.infer('train', ask);
  expect(leftOut).toBeNull();
  expect(chosen).toMatchObject(known);
});

test('training that is stopped ends without a model', async () => {
  const abort = new AbortController();
  // A second or more of training: however busy the machine is, the word to stop is read before its end.
  const ask = { ...contradictingSources(100_000), kind: 'embedding-head' as const, seed: 1 };
  const training = tasks.infer('train', ask, { signal: abort.signal });
  abort.abort();
  await expect(training).rejects.toThrow(/abort/i);
});

test('training that was stopped before it began ends without a model', async () => {
  const ask = { ...contradictingSources(100_000), kind: 'embedding-head' as const, seed: 1 };
  const training = tasks.infer('train', ask, { signal: AbortSignal.abort() });
  await expect(training).rejects.toThrow(/abort/i);
});

test('a learning curve has the areas of models trained on the first rows', async () => {
  const ask = {
    ...data,
    seed: 1,
    sizes: [50, 200],
    held: data.features,
    heldLabels: data.labels,
  };
  const curve = await tasks.infer('train-on-first', ask);
  const { model } = await tasks.infer('train', { ...data, seed: 1 });
  const whole = await tasks.infer('score', { ...data, model });
  expect(curve[1]?.auc).toBe(whole.ok && areaOf(whole.value));
  expect(curve[0]?.auc).toBeLessThan(curve[1]?.auc ?? 0);
});

test('a source is not scored when the others are all of one kind', async () => {
  const labels = data.labels.map((label, row) => (data.groups[row] === 10 ? label : 0));
  const { leftOut } = await tasks.infer('train', { ...data, labels, seed: 1 });
  const isScored = Array.from(leftOut ?? [], (score) => !Number.isNaN(score));
  expect(isScored).toEqual(Array.from(data.groups, (group) => group === 11));
});

test('a patch without features gets no score', async () => {
  const { model } = await tasks.infer('train', { ...data, seed: 1 });
  const features = data.features.slice(0, 8);
  features[5] = Number.NaN;
  const scored = await tasks.infer('score', { ...data, model, features });
  if (!scored.ok) throw new Error('the model does not open');
  expect(Array.from(scored.value, (score) => Number.isNaN(score))).toEqual([false, true]);
});

test('a model that is no model is a failure, and the process lives on', async () => {
  const ask = { kind: data.kind, features: new Float64Array(4), featureCount: 4 };
  for (const model of ['', '{}', 'null', '{"trees":[]}'])
    expect((await tasks.infer('score', { ...ask, model })).ok).toBe(false);
  expect(await tasks.infer('providers', {})).toContain('cpu');
});

test('the providers are tried one by one, and the CPU always runs', async () => {
  const { provider, probed } = await probeExecution(tasks);
  expect(probed.find(({ name }) => name === 'cpu')).toEqual({
    name: 'cpu',
    runs: true,
    reason: null,
  });
  expect(probed.map(({ name }) => name)).toContain(provider);
  for (const { runs, reason } of probed) expect(reason === null).toBe(runs);
});
