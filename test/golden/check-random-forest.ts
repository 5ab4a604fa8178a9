import { areaUnderCurve, countsAt } from '../../src/main/engine/evaluate/roc.ts';
import { forestFromJson } from '../../src/main/engine/score/forest-file.ts';
import { forestProbabilities } from '../../src/main/engine/score/random-forest.ts';
import { paperForest, trainForest } from '../../src/main/engine/score/train-forest.ts';
import { explain } from '../../src/shared/failure.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface ForestFile {
  readonly train_X: number[][];
  readonly train_y: number[];
  readonly test_X: number[][];
  readonly test_y: number[];
  readonly small_forest: readonly {
    readonly left: number[];
    readonly right: number[];
    readonly feature: number[];
    readonly threshold: number[];
    readonly value: [number, number][];
  }[];
  readonly small_forest_proba: number[];
  readonly paper_settings: { readonly auc: number; readonly accuracy: number };
}

/** rf.json: probabilities of scikit-learn's forest to 1e-9; our own forests' area within 0.02 and accuracy within 0.03. */
export async function checkRandomForest(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('rf.json');
  const file = readJson<ForestFile>(folder, 'rf.json');
  const rows = Float64Array.from(file.test_X.flat());
  const probabilities = probabilitiesOf(file, rows);
  file.small_forest_proba.forEach((want, i) => {
    const found = probabilities[i] ?? Number.NaN;
    compare(Math.abs(found - want) <= 1e-9, () => `row ${i}: ${found}, want ${want}`);
  });
  const features = Float64Array.from(file.train_X.flat());
  const { auc, accuracy } = file.paper_settings;
  for (const seed of [1, 2, 3]) {
    const featureCount = file.train_X[0]?.length ?? 0;
    const labels = Uint8Array.from(file.train_y);
    const forest = trainForest(features, featureCount, labels, { ...paperForest, seed });
    const scores = forestProbabilities(forest, rows);
    const area = areaUnderCurve(scores, file.test_y) ?? Number.NaN;
    compare(Math.abs(area - auc) <= 0.02, () => `seed ${seed} area: ${area}, want ${auc}`);
    const share = countsAt(scores, file.test_y, 0.5).accuracy;
    const isNear = Math.abs(share - accuracy) <= 0.03;
    compare(isNear, () => `seed ${seed} accuracy: ${share}, want ${accuracy}`);
  }
  return result;
}

function probabilitiesOf(file: ForestFile, rows: Float64Array): Float64Array {
  const trees = file.small_forest.map(({ value, feature, ...tree }) => ({
    ...tree,
    // scikit-learn writes -2 for "no feature" at a leaf.
    feature: feature.map((column) => Math.max(0, column)),
    informative: value.map(([bad, good]) => good / (bad + good)),
  }));
  const featureCount = file.test_X[0]?.length ?? 0;
  const text = JSON.stringify({ kind: 'random-forest', version: 1, featureCount, trees });
  const forest = forestFromJson(text, 'rf.json');
  if (!forest.ok) throw new Error(explain(forest.failure));
  return forestProbabilities(forest.value, rows);
}
