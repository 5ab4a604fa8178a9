import type { Xorshift32 } from '../kernel/xorshift32.ts';

/** Labelled patches, by column so that a split reads one feature only. */
export interface TrainingSet {
  /** one array per feature, one value per patch */
  readonly columns: readonly Float32Array[];
  /** patches in ascending order of each feature; sorted once for all trees */
  readonly orders: readonly Uint32Array[];
  /** 1 informative, 0 uninformative */
  readonly labels: Uint8Array;
  /** weight of an uninformative, an informative patch */
  readonly classWeights: readonly [number, number];
}

/** Nodes in the order they were made; node 0 is the root; children come after their parent. */
export interface Tree {
  readonly left: number[];
  readonly right: number[];
  readonly feature: number[];
  readonly threshold: number[];
  readonly informative: number[];
}

/** The patches drawn for one tree; a node owns the same stretch of every order. */
interface Sample {
  readonly columns: readonly Float32Array[];
  readonly orders: readonly Uint32Array[];
  /** weight of each patch if uninformative, otherwise 0; and the reverse */
  readonly zeroWeights: Float64Array;
  readonly oneWeights: Float64Array;
  readonly goesLeft: Uint8Array;
  readonly scratch: Uint32Array;
}

interface OpenNode {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

interface Sums {
  readonly zero: number;
  readonly one: number;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly threshold: number;
}

const sameValue = 1e-7; // scikit-learn takes values this near for equal

/** Grows one tree on a bootstrap sample, left branches first. */
export function growTree(
  training: TrainingSet,
  settings: { readonly maxDepth: number; readonly minSplit: number },
  random: Xorshift32,
): Tree {
  const sample = drawSample(training, random);
  const tree: Tree = { left: [], right: [], feature: [], threshold: [], informative: [] };
  const open: OpenNode[] = [
    { node: addNode(tree), start: 0, end: sample.scratch.length, depth: 0 },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, start, end, depth } = next;
    const sums = sumsOf(sample, start, end);
    tree.informative[node] = sums.one / (sums.zero + sums.one);
    const isPure = sums.zero === 0 || sums.one === 0;
    if (isPure || depth === settings.maxDepth || end - start < settings.minSplit) continue;
    const split = bestSplit(sample, start, end, sums, random);
    if (!split) continue;
    const middle = partition(sample, start, end, split);
    tree.feature[node] = split.feature;
    tree.threshold[node] = split.threshold;
    const left = addNode(tree);
    const right = addNode(tree);
    tree.left[node] = left;
    tree.right[node] = right;
    open.push({ node: right, start: middle, end, depth: depth + 1 });
    open.push({ node: left, start, end: middle, depth: depth + 1 });
  }
  return tree;
}

/** As many draws as patches, with replacement; a patch drawn k times is one patch of k-fold weight. */
function drawSample(
  { columns, orders, labels, classWeights }: TrainingSet,
  random: Xorshift32,
): Sample {
  const count = labels.length;
  const draws = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const drawn = random.below(count);
    draws[drawn] = (draws[drawn] ?? 0) + 1;
  }
  const kept = orders.map((order) => drawnOf(order, draws));
  return {
    columns,
    orders: kept,
    zeroWeights: weightsOf(0, labels, draws, classWeights[0]),
    oneWeights: weightsOf(1, labels, draws, classWeights[1]),
    goesLeft: new Uint8Array(count),
    scratch: new Uint32Array(kept[0]?.length ?? 0),
  };
}

// Plain loops: `from` and `filter` with a function took half the time of growing a forest.
function drawnOf(order: Uint32Array, draws: Uint32Array): Uint32Array {
  const kept = new Uint32Array(order.length);
  let count = 0;
  for (let k = 0; k < order.length; k++) {
    const i = order[k] ?? 0;
    if (draws[i] === 0) continue;
    kept[count] = i;
    count++;
  }
  return kept.subarray(0, count);
}

function weightsOf(
  label: 0 | 1,
  labels: Uint8Array,
  draws: Uint32Array,
  classWeight: number,
): Float64Array {
  const weights = new Float64Array(labels.length);
  for (let i = 0; i < weights.length; i++) {
    if (labels[i] === label) weights[i] = (draws[i] ?? 0) * classWeight;
  }
  return weights;
}

function addNode(tree: Tree): number {
  tree.left.push(-1);
  tree.right.push(-1);
  tree.feature.push(0);
  tree.threshold.push(0);
  return tree.informative.push(0) - 1;
}

function sumsOf({ orders, zeroWeights, oneWeights }: Sample, start: number, end: number): Sums {
  let zero = 0;
  let one = 0;
  for (const i of orders[0]?.subarray(start, end) ?? []) {
    zero += zeroWeights[i] ?? 0;
    one += oneWeights[i] ?? 0;
  }
  return { zero, one };
}

/** Tries sqrt(d) features drawn without replacement, passing over those that have one value here. */
function bestSplit(
  sample: Sample,
  start: number,
  end: number,
  sums: Sums,
  random: Xorshift32,
): Split | null {
  const rest = sample.columns.map((_, feature) => feature);
  let wanted = Math.max(1, Math.floor(Math.sqrt(rest.length)));
  let best: Split | null = null;
  while (wanted > 0 && rest.length > 0) {
    const [feature = 0] = rest.splice(random.below(rest.length), 1);
    const found = bestCut(sample, feature, start, end, sums);
    if (!found) continue;
    wanted--;
    if (!best || found.gain > best.gain) best = found;
  }
  return best;
}

/** Walks a feature upwards and keeps the cut after which both sides are purest; null when all values are equal. */
function bestCut(
  { columns, orders, zeroWeights, oneWeights }: Sample,
  feature: number,
  start: number,
  end: number,
  sums: Sums,
): Split | null {
  const column = columns[feature] ?? new Float32Array();
  const order = orders[feature] ?? new Uint32Array();
  const at = { gain: -1, below: 0, above: 0 };
  let zero = 0;
  let one = 0;
  let previous = column[order[start] ?? 0] ?? 0;
  for (let k = start; k < end; k++) {
    const i = order[k] ?? 0;
    const value = column[i] ?? 0;
    if (value > previous + sameValue) {
      const gain = purity(zero, one) + purity(sums.zero - zero, sums.one - one);
      if (gain > at.gain) {
        at.gain = gain;
        at.below = previous;
        at.above = value;
      }
    }
    zero += zeroWeights[i] ?? 0;
    one += oneWeights[i] ?? 0;
    previous = value;
  }
  return at.gain < 0 ? null : { gain: at.gain, feature, threshold: midway(at.below, at.above) };
}

/** Grows as the weighted Gini impurity of a side falls. */
function purity(zero: number, one: number): number {
  return (zero * zero + one * one) / (zero + one);
}

function midway(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle === above ? below : middle;
}

/** Moves the patches that go left to the front of the stretch in every order, keeping each sorted. */
function partition(sample: Sample, start: number, end: number, split: Split): number {
  const { columns, orders, goesLeft, scratch } = sample;
  const column = columns[split.feature] ?? new Float32Array();
  let middle = start;
  for (const i of orders[0]?.subarray(start, end) ?? []) {
    const isLeft = (column[i] ?? 0) <= split.threshold ? 1 : 0;
    goesLeft[i] = isLeft;
    middle += isLeft;
  }
  for (const order of orders) {
    let left = start;
    let right = 0;
    for (let k = start; k < end; k++) {
      const i = order[k] ?? 0;
      const isLeft = goesLeft[i] ?? 0;
      // Both are written and one of them counts: cheaper than a branch that is wrong half the time.
      order[left] = i;
      scratch[right] = i;
      left += isLeft;
      right += 1 - isLeft;
    }
    order.set(scratch.subarray(0, right), left);
  }
  return middle;
}
