import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import {
  forestProbabilities,
  scorePatches,
} from '../../../../src/main/engine/score/random-forest.ts';
import { paperForest, trainForest } from '../../../../src/main/engine/score/train-forest.ts';

const { byte } = xorshift32(21);
const count = 400;
const features = Float64Array.from({ length: count * 4 }, () => byte() / 7);
const labels = Uint8Array.from({ length: count }, (_, i) => (features[i * 4 + 2]! > 20 ? 1 : 0));
const settings = { ...paperForest, seed: 5 };

test('the same seed grows the same forest, another seed another one', () => {
  const forest = trainForest(features, 4, labels, settings);
  expect(trainForest(features, 4, labels, settings)).toEqual(forest);
  expect(trainForest(features, 4, labels, { ...settings, seed: 6 })).not.toEqual(forest);
});

test('a class that one feature tells apart is learnt', () => {
  const scores = forestProbabilities(trainForest(features, 4, labels, settings), features);
  const right = scores.filter((score, i) => (score > 0.5 ? 1 : 0) === labels[i]);
  expect(right.length / count).toBeGreaterThan(0.99);
});

test('one tree of depth 1 cuts midway between the two classes', () => {
  const line = Float64Array.of(1, 2, 3, 10, 11, 12);
  const forest = trainForest(line, 1, Uint8Array.of(0, 0, 0, 1, 1, 1), {
    trees: 40,
    maxDepth: 1,
    minSplit: 2,
    seed: 1,
  });
  const cuts = forest.threshold.filter((_, node) => forest.left[node]! >= 0);
  expect(new Set(cuts).has(6.5)).toBe(true);
  // A bootstrap sample may lack the patches next to the gap.
  expect(cuts.every((cut) => cut >= 5.5 && cut <= 7.5)).toBe(true);
});

test('labels that contradict each other grow trees as deep as allowed and no deeper', () => {
  const noisy = labels.map((label, i) => (i % 5 === 0 ? 1 - label : label));
  const forest = trainForest(features, 4, noisy, settings);
  const depthOf = (node: number): number =>
    forest.left[node]! < 0
      ? 0
      : 1 + Math.max(depthOf(forest.left[node]!), depthOf(forest.right[node]!));
  const depths = Array.from(forest.roots, depthOf);
  expect(Math.max(...depths)).toBe(8);
});

test('both classes weigh the same however rare one is', () => {
  const rare = Uint8Array.from({ length: count }, (_, i) => (i < 8 ? 1 : 0));
  const forest = trainForest(new Float64Array(count), 1, rare, { ...settings, trees: 300 });
  const mean = forest.informative.reduce((sum, share) => sum + share, 0) / 300;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.04);
});

test('patches that all look alike give a single leaf', () => {
  const forest = trainForest(new Float64Array(40).fill(3), 1, labels.subarray(0, 40), settings);
  expect(forest.left.every((child) => child === -1)).toBe(true);
});

test('patches of one class score as that class', () => {
  const forest = trainForest(features, 4, new Uint8Array(count).fill(1), settings);
  expect(new Set(scorePatches(forest, features, 4))).toEqual(new Set([1]));
});

test('a wrong number of features is a bug, not a score', () => {
  const forest = trainForest(features, 4, labels, settings);
  expect(() => scorePatches(forest, features, 5)).toThrow(/forest of 4 features got 5/);
  expect(() => trainForest(features, 3, labels, settings)).toThrow(/400 labels/);
});

test('a value on the threshold goes left after it is rounded to float32', () => {
  const forest = {
    featureCount: 1,
    roots: Uint32Array.of(0),
    left: Int32Array.of(1, -1, -1),
    right: Int32Array.of(2, -1, -1),
    feature: new Uint32Array(3),
    threshold: Float64Array.of(Math.fround(0.1), 0, 0),
    informative: Float64Array.of(0.5, 0.25, 0.75),
  };
  // float32(0.1) lies above 0.1, and the next float64 above it still rounds to it.
  const rows = Float64Array.of(0.1, Math.fround(0.1) + 1e-12, 0.11);
  expect(Array.from(forestProbabilities(forest, rows))).toEqual([0.25, 0.25, 0.75]);
});
