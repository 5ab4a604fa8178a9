import { expect, test } from 'vitest';
import { areaUnderCurve } from '../../../../src/main/engine/evaluate/roc.ts';
import { fitTemperature } from '../../../../src/main/engine/evaluate/temperature.ts';
import { openOnnxLogisticSteps } from '../../../../src/main/engine/inference/onnx-logistic-steps.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { filterModels } from '../../../../src/main/engine/score/models.ts';
import { textureForest } from '../../../../src/main/engine/score/texture-forest.ts';

const random = xorshift32(4);
const unit = () => random.next() / 2 ** 32;
const count = 240;
const width = 4;
const labels = Uint8Array.from({ length: count }, (_, i) => i % 2);
const rows = {
  features: Float64Array.from(
    { length: count * width },
    (_, i) => ((i >> 2) % 2) * 0.6 + unit() * (1 + (i % 4)),
  ),
  width,
  labels,
  groups: Uint32Array.from({ length: count }, (_, i) => Math.floor(i / 60)),
};
const tools = { steps: await openOnnxLogisticSteps(2), fitTemperature };
const wish = { seed: 9, known: null };

test.each(Object.values(filterModels))(
  '$kind is opened from its text and scores what it learnt',
  async (model) => {
    const { text } = await model.train(rows, wish, tools);
    const opened = model.open(text, 'model.json');
    if (!opened.ok) throw new Error(opened.failure.kind);
    const scores = opened.value(rows.features);
    const right = scores.filter((score, i) => score > 0.5 === (labels[i] === 1)).length;
    expect(right / count).toBeGreaterThan(0.8);
  },
);

test.each(Object.values(filterModels))(
  '$kind: the same seed gives the same text, left-out scores too',
  async (model) => {
    const first = await model.train(rows, wish, tools);
    expect(await model.train(rows, wish, tools)).toEqual(first);
    expect(first.leftOut).toHaveLength(count);
  },
);

/** In source 2 alone a last column gives the label away; elsewhere it says nothing. */
const betrayed = {
  ...rows,
  features: rows.features.map((_, i) => {
    const row = Math.floor(i / width);
    if (i % width < width - 1) return unit();
    return rows.groups[row] === 2 ? (labels[row] ?? 0) : 0;
  }),
};

test.each(Object.values(filterModels))(
  '$kind: a source is scored by a model that learnt nothing from it',
  async (model) => {
    const { text, leftOut } = await model.train(betrayed, wish, tools);
    const opened = model.open(text, 'model.json');
    if (!opened.ok) throw new Error(opened.failure.kind);
    const own = [...labels.keys()].filter((row) => rows.groups[row] === 2);
    const areaOf = (scores: ArrayLike<number>) =>
      areaUnderCurve(
        own.map((row) => scores[row] ?? 0),
        own.map((row) => labels[row] ?? 0),
      );
    expect(areaOf(opened.value(betrayed.features))).toBeGreaterThan(0.95);
    expect(areaOf(leftOut ?? [])).toBeLessThan(0.75);
  },
);

test.each(Object.values(filterModels))('$kind stops when it is told to', async (model) => {
  const abort = new AbortController();
  const training = model.train(rows, { ...wish, signal: abort.signal }, tools);
  abort.abort();
  await expect(training).rejects.toThrow(/abort/i);
});

test('a forest over other features is refused', () => {
  const text = JSON.stringify({
    kind: 'random-forest',
    version: 1,
    featureCount: 3,
    trees: [{ left: [-1], right: [-1], feature: [0], threshold: [0], informative: [1] }],
  });
  expect(textureForest.open(text, 'model.json').ok).toBe(false);
});
