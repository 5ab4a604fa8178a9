import { expect, test } from 'vitest';
import { textureFeatureNames } from '../../../../src/main/engine/feature/texture-features.ts';
import { filterModels } from '../../../../src/main/engine/score/models.ts';
import { textureForest } from '../../../../src/main/engine/score/texture-forest.ts';

test('every filter model has its own name', () => {
  const names = filterModels.map((model) => model.name);
  expect(names).toEqual(['texture-forest']);
});

test('the texture forest asks for the texture features in the order they are made', () => {
  expect(textureForest.featureNames).toEqual([...textureFeatureNames]);
});

test('a trained filter model is opened from its text and scores what it learnt', () => {
  const labels = Uint8Array.from({ length: 80 }, (_, i) => i % 2);
  const features = Float64Array.from({ length: 320 }, (_, i) => ((i >> 2) % 2) + (i % 7) / 100);
  for (const model of filterModels) {
    const opened = model.open(model.train(features, labels, 9), 'model.json');
    if (!opened.ok) throw new Error(opened.failure.kind);
    const scores = opened.value(features);
    expect(scores.every((score, i) => score > 0.5 === (labels[i] === 1))).toBe(true);
  }
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
