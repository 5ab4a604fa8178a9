import type { Constant, Graph, Node } from '../onnx/onnx-writer.ts';
import type { Resnet } from './layout.ts';
import { refuse } from './refusal.ts';
import type { Convolution } from './resnet-plan.ts';

/** Edge of the patches an encoder out of weights takes, in pixels. */
export const patchEdge = 224;

/** torchvision's batch normalisation. */
const epsilon = 1e-5;

interface Draft {
  readonly resnet: Resnet;
  readonly nodes: Node[];
  readonly constants: Constant[];
}

/**
 * A residual network as a graph that takes grey patches as they are.
 *
 * Input `patches`, float32 [N, 1, 224, 224] of grey values 0 to 255; outputs `embedding`, float32
 * [N, width], and for a complete classifier `logit`, float32 [N, 1]. Normalisation is inside, before
 * the zero padding of the first layer as in training; batch normalisation is folded into the weights.
 */
export function resnetGraph(resnet: Resnet): Graph {
  const draft: Draft = { resnet, nodes: [], constants: [] };
  const { stem, blocks, width } = resnet.plan;
  let at = addConvolution(draft, stem, addNormalisation(draft));
  at = addNode(draft, 'stem', 'Relu', [at]);
  at = addNode(draft, 'pooled', 'MaxPool', [at], {
    kernel_shape: { ints: [3, 3] },
    strides: { ints: [2, 2] },
    pads: { ints: [1, 1, 1, 1] },
  });
  for (const { name, path, shortcut } of blocks) {
    const added = shortcut ? addConvolution(draft, shortcut, at) : at;
    path.forEach((convolution, i) => {
      at = addConvolution(draft, convolution, at);
      if (i < path.length - 1) at = addNode(draft, `${at}.relu`, 'Relu', [at]);
    });
    at = addNode(draft, `${name}.sum`, 'Add', [at, added]);
    at = addNode(draft, name, 'Relu', [at]);
  }
  at = addNode(draft, 'mean', 'GlobalAveragePool', [at]);
  addNode(draft, 'embedding', 'Flatten', [at], { axis: { int: 1 } });
  const { head } = resnet;
  if (head) addHead(draft, head.weights, head.bias);
  return {
    name: resnet.architecture,
    nodes: draft.nodes,
    constants: draft.constants,
    inputs: [{ name: 'patches', type: 'float32', shape: ['N', 1, patchEdge, patchEdge] }],
    outputs: [
      { name: 'embedding', type: 'float32', shape: ['N', width] },
      ...(head ? [{ name: 'logit', type: 'float32', shape: ['N', 1] } as const] : []),
    ],
  };
}

function addNode(
  { nodes }: Draft,
  output: string,
  operator: string,
  inputs: readonly string[],
  attributes: Node['attributes'] = {},
): string {
  nodes.push({ operator, inputs, outputs: [output], attributes });
  return output;
}

function addConstant(
  { constants }: Draft,
  name: string,
  shape: readonly number[],
  data: Float32Array<ArrayBuffer>,
): string {
  constants.push({ name, type: 'float32', shape, data });
  return name;
}

/** `(grey - 255 mean) / (255 std)`; one mean a channel makes as many channels out of the grey one. */
function addNormalisation(draft: Draft): string {
  const { mean, std } = draft.resnet.normalisation;
  const shape = [1, mean.length, 1, 1];
  const offset = Float32Array.from(mean, (value) => 255 * value);
  const scale = Float32Array.from(std, (value) => 1 / (255 * value));
  const centred = addNode(draft, 'centred', 'Sub', [
    'patches',
    addConstant(draft, 'mean_grey', shape, offset),
  ]);
  const scales = addConstant(draft, 'grey_scale', shape, scale);
  return addNode(draft, 'normalised', 'Mul', [centred, scales]);
}

function addConvolution(draft: Draft, convolution: Convolution, input: string): string {
  const { name, shape, stride, padding } = convolution;
  const { weights, bias } = folded(draft.resnet, convolution);
  const inputs = [
    input,
    addConstant(draft, `${name}.weight`, shape, weights),
    addConstant(draft, `${name}.bias`, [shape[0]], bias),
  ];
  return addNode(draft, name, 'Conv', inputs, {
    kernel_shape: { ints: shape.slice(2) },
    strides: { ints: [stride, stride] },
    pads: { ints: [padding, padding, padding, padding] },
  });
}

/** A convolution's weights with the batch normalisation after it: `gamma (w x - mean) / sqrt(var + eps) + beta`. */
function folded(
  { values }: Resnet,
  { name, norm, shape }: Convolution,
): { weights: Float32Array<ArrayBuffer>; bias: Float32Array<ArrayBuffer> } {
  const weights = values(`${name}.weight`);
  const [gamma, beta] = [values(`${norm}.weight`), values(`${norm}.bias`)];
  const [mean, variance] = [values(`${norm}.running_mean`), values(`${norm}.running_var`)];
  if (variance.some((value) => value < 0)) refuse(`${norm}.running_var holds negative values`);
  const scale = Float64Array.from(
    gamma,
    (value, i) => value / Math.sqrt((variance[i] ?? 0) + epsilon),
  );
  const each = weights.length / shape[0];
  const bias = Float32Array.from(beta, (value, i) => value - (mean[i] ?? 0) * (scale[i] ?? 0));
  scale.forEach((factor, channel) => {
    for (let i = channel * each; i < (channel + 1) * each; i++)
      weights[i] = (weights[i] ?? 0) * factor;
  });
  return { weights, bias };
}

function addHead(draft: Draft, weights: Float32Array<ArrayBuffer>, bias: number): void {
  const inputs = [
    'embedding',
    addConstant(draft, 'fc.weight', [1, weights.length], weights),
    addConstant(draft, 'fc.bias', [1], Float32Array.of(bias)),
  ];
  addNode(draft, 'logit', 'Gemm', inputs, { transB: { int: 1 } });
}
