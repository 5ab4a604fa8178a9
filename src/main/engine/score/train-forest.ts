import { xorshift32 } from '../kernel/xorshift32.ts';
import { growTree, type TrainingSet, type Tree } from './grow-tree.ts';
import type { Forest } from './random-forest.ts';

/** How a forest is grown. */
export interface ForestSettings {
  readonly trees: number;
  readonly maxDepth: number;
  /** fewest different patches at a node that is split further */
  readonly minSplit: number;
  readonly seed: number;
}

/** The paper's settings but for the seed (spec 3.3). */
export const paperForest = { trees: 100, maxDepth: 8, minSplit: 8 } as const;

/**
 * Grows a random forest: Gini impurity, bootstrap, sqrt(d) features per split, both classes of
 * equal weight. The same seed gives the same forest.
 *
 * @param features n rows of `featureCount` finite values; rounded to float32 first.
 * @param labels n values, 1 informative, 0 uninformative; n >= 1.
 * @see spec 3.3; scikit-learn's RandomForestClassifier but for its random numbers.
 */
export function trainForest(
  features: Float64Array,
  featureCount: number,
  labels: Uint8Array,
  settings: ForestSettings,
): Forest {
  const grow = treeGrower(features, featureCount, labels, settings);
  return joined(Array.from({ length: settings.trees }, grow), featureCount);
}

/** The same forest, giving way between trees. @param pause is awaited after each tree; what it throws ends the work */
export async function trainForestInTurns(
  features: Float64Array,
  featureCount: number,
  labels: Uint8Array,
  settings: ForestSettings,
  pause: () => Promise<void>,
): Promise<Forest> {
  const grow = treeGrower(features, featureCount, labels, settings);
  const trees: Tree[] = [];
  for (let i = 0; i < settings.trees; i++) {
    trees.push(grow());
    await pause();
  }
  return joined(trees, featureCount);
}

function treeGrower(
  features: Float64Array,
  featureCount: number,
  labels: Uint8Array,
  settings: ForestSettings,
): () => Tree {
  const count = labels.length;
  if (count === 0 || features.length !== count * featureCount) {
    throw new RangeError(`${count} labels cannot describe ${features.length} feature values`);
  }
  const columns = columnsOf(features, featureCount, count);
  const training: TrainingSet = {
    columns,
    orders: columns.map(ascendingOrder),
    labels,
    classWeights: balancedWeights(labels),
  };
  const random = xorshift32(settings.seed);
  return () => growTree(training, settings, random);
}

function columnsOf(features: Float64Array, featureCount: number, count: number): Float32Array[] {
  return Array.from({ length: featureCount }, (_, feature) =>
    Float32Array.from({ length: count }, (_, i) => features[i * featureCount + feature] ?? 0),
  );
}

function ascendingOrder(column: Float32Array): Uint32Array {
  return Uint32Array.from(column.keys()).sort((a, b) => (column[a] ?? 0) - (column[b] ?? 0));
}

/** n / (2 * n_c) for uninformative, informative. */
function balancedWeights(labels: Uint8Array): readonly [number, number] {
  const informative = labels.reduce((sum, label) => sum + label, 0);
  const n = labels.length;
  return [n / (2 * (n - informative)), n / (2 * informative)];
}

function joined(trees: readonly Tree[], featureCount: number): Forest {
  const total = trees.reduce((sum, tree) => sum + tree.left.length, 0);
  const forest = {
    featureCount,
    roots: new Uint32Array(trees.length),
    left: new Int32Array(total),
    right: new Int32Array(total),
    feature: new Uint32Array(total),
    threshold: new Float64Array(total),
    informative: new Float64Array(total),
  };
  let root = 0;
  trees.forEach((tree, i) => {
    const start = root;
    const moved = (child: number): number => (child < 0 ? -1 : child + start);
    forest.roots[i] = start;
    forest.left.set(tree.left.map(moved), start);
    forest.right.set(tree.right.map(moved), start);
    forest.feature.set(tree.feature, start);
    forest.threshold.set(tree.threshold, start);
    forest.informative.set(tree.informative, start);
    root += tree.left.length;
  });
  return forest;
}
