import type { Graph } from '../onnx/onnx-writer.ts';
import type { Head } from './head-file.ts';
import type { Forest } from './random-forest.ts';

/** A head as ONNX: `embedding` float32 [n, width] in, `score` float32 [n, 1] out. */
export function headGraph({ coefficients, intercept, temperature }: Head): Graph {
  const width = coefficients.length;
  return {
    name: 'embedding head',
    nodes: [
      {
        operator: 'Gemm',
        inputs: ['embedding', 'coefficients', 'intercept'],
        outputs: ['logit'],
        attributes: { transB: { int: 1 } },
      },
      { operator: 'Sigmoid', inputs: ['logit'], outputs: ['score'] },
    ],
    constants: [
      {
        name: 'coefficients',
        type: 'float32',
        shape: [1, width],
        data: Float32Array.from(coefficients, (value) => value / temperature),
      },
      {
        name: 'intercept',
        type: 'float32',
        shape: [1],
        data: Float32Array.of(intercept / temperature),
      },
    ],
    inputs: [{ name: 'embedding', type: 'float32', shape: ['n', width] }],
    outputs: [{ name: 'score', type: 'float32', shape: ['n', 1] }],
  };
}

/**
 * A forest as ONNX's TreeEnsembleRegressor: `features` float32 [n, features] in, `score` float32 [n, 1]
 * out. Thresholds are rounded down to float32, so that a comparison with float32 features comes out alike.
 */
export function forestGraph(forest: Forest): Graph {
  const { roots, left, right, feature, threshold, informative, featureCount } = forest;
  const nodes: { tree: number; node: number; at: number }[] = [];
  roots.forEach((root, tree) => {
    const end = roots[tree + 1] ?? left.length;
    for (let at = root; at < end; at++) nodes.push({ tree, node: at - root, at });
  });
  const isLeaf = (at: number) => (left[at] ?? -1) < 0;
  const childOf = (children: Int32Array, { tree, at }: { tree: number; at: number }) =>
    isLeaf(at) ? 0 : (children[at] ?? 0) - (roots[tree] ?? 0);
  const leaves = nodes.filter(({ at }) => isLeaf(at));
  const ints = (values: readonly number[]) => ({ ints: values });
  return {
    name: 'texture forest',
    nodes: [
      {
        operator: 'TreeEnsembleRegressor',
        domain: 'ai.onnx.ml',
        inputs: ['features'],
        outputs: ['score'],
        attributes: {
          n_targets: { int: 1 },
          aggregate_function: { text: 'AVERAGE' },
          nodes_treeids: ints(nodes.map(({ tree }) => tree)),
          nodes_nodeids: ints(nodes.map(({ node }) => node)),
          nodes_featureids: ints(nodes.map(({ at }) => feature[at] ?? 0)),
          nodes_modes: { texts: nodes.map(({ at }) => (isLeaf(at) ? 'LEAF' : 'BRANCH_LEQ')) },
          nodes_values: { floats: nodes.map(({ at }) => notAbove(threshold[at] ?? 0)) },
          nodes_truenodeids: ints(nodes.map((each) => childOf(left, each))),
          nodes_falsenodeids: ints(nodes.map((each) => childOf(right, each))),
          target_treeids: ints(leaves.map(({ tree }) => tree)),
          target_nodeids: ints(leaves.map(({ node }) => node)),
          target_ids: ints(leaves.map(() => 0)),
          target_weights: { floats: leaves.map(({ at }) => informative[at] ?? 0) },
        },
      },
    ],
    constants: [],
    inputs: [{ name: 'features', type: 'float32', shape: ['n', featureCount] }],
    outputs: [{ name: 'score', type: 'float32', shape: ['n', 1] }],
  };
}

/** The largest float32 that is not above a value. */
function notAbove(value: number): number {
  const near = Math.fround(value);
  if (near <= value) return near;
  const bits = new DataView(new ArrayBuffer(4));
  bits.setFloat32(0, near);
  const word = bits.getInt32(0);
  bits.setInt32(0, near > 0 ? word - 1 : word + 1);
  return bits.getFloat32(0);
}
