import { InferenceSession, Tensor } from 'onnxruntime-node';
import { type Attribute, type Graph, type Node, onnxModel } from '../onnx/onnx-writer.ts';

/** @see LogisticDescent in engine/score: the same. */
interface Descent {
  readonly rows: Float32Array;
  readonly width: number;
  readonly labels: Uint8Array;
  readonly rowWeights: Float32Array;
  readonly l2: number;
  readonly stepMatrix: Float64Array;
  readonly mostSteps: number;
  readonly settledBelow: number;
}

/** Logistic regression's costly steps in ONNX Runtime on the CPU; twin of engine/score's plain ones. */
export interface OnnxLogisticSteps {
  gram(rows: Float32Array, rowWeights: Float32Array, width: number): Promise<Float64Array>;
  descend(descent: Descent): Promise<{ solved: Float32Array; steps: number }>;
  close(): Promise<void>;
}

/** Opens both graphs once; they take rows of any number and width. */
export async function openOnnxLogisticSteps(threads: number): Promise<OnnxLogisticSteps> {
  const options = {
    intraOpNumThreads: threads,
    logSeverityLevel: 4,
    // Threads that spin while they wait take the cores that decoding and the window need.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  } as const;
  const gram = await InferenceSession.create(onnxModel(gramGraph), options);
  const descent = await InferenceSession.create(onnxModel(descentGraph), options);
  return {
    async gram(rows, rowWeights, width) {
      const count = rowWeights.length;
      const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
      const shares = rowWeights.map((weight) => weight / total);
      const { gram: product } = await gram.run({
        rows: new Tensor('float32', rows, [count, width]),
        shares: new Tensor('float32', shares, [count, 1]),
      });
      return Float64Array.from(numbersOf(product));
    },
    async descend({ rows, width, labels, rowWeights, l2, stepMatrix, mostSteps, settledBelow }) {
      const count = labels.length;
      const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
      const scalar = (value: number) => new Tensor('float32', Float32Array.of(value), []);
      const penalty = new Float32Array(width).fill(l2);
      penalty[width - 1] = 0;
      const zero = () => new Tensor('float32', new Float32Array(width), [1, width]);
      const { solved, steps } = await descent.run({
        trips: new Tensor('int64', BigInt64Array.of(BigInt(mostSteps)), []),
        rows: new Tensor('float32', rows, [count, width]),
        labels: new Tensor('float32', Float32Array.from(labels), [count, 1]),
        shares: new Tensor(
          'float32',
          rowWeights.map((weight) => weight / total),
          [1, count],
        ),
        penalty: new Tensor('float32', penalty, [1, width]),
        matrix: new Tensor('float32', Float32Array.from(stepMatrix), [width, width]),
        settled: scalar(settledBelow),
        zero: zero(),
        before: zero(),
        one: scalar(1),
        none: scalar(0),
      });
      return { solved: numbersOf(solved), steps: numbersOf(steps)[0] ?? 0 };
    },
    async close() {
      await gram.release();
      await descent.release();
    },
  };
}

function numbersOf(tensor: Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('ONNX Runtime returned no numbers.');
  return tensor.data;
}

const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, Attribute>> = {},
): Node => ({ operator, inputs, outputs: [output], attributes });

const float = (name: string, shape: readonly (number | string)[]) =>
  ({ name, type: 'float32', shape }) as const;

/** rows^T * (rows * share of each row) */
const gramGraph: Graph = {
  name: 'gram',
  nodes: [
    node('Mul', ['rows', 'shares'], 'shared'),
    node('Gemm', ['rows', 'shared'], 'gram', { transA: { int: 1 } }),
  ],
  constants: [],
  inputs: [float('rows', ['n', 'd']), float('shares', ['n', 1])],
  outputs: [float('gram', ['d', 'd'])],
};

const vector = (name: string) => float(name, [1, 'd']);
const constant = (name: string, value: number) =>
  ({ name, type: 'float32', shape: [], data: Float32Array.of(value) }) as const;

/** One step; names as in the plain twin. What it does not get as input it takes from the graph around it. */
const stepGraph: Graph = {
  name: 'step',
  nodes: [
    // next = (1 + sqrt(1 + 4 momentum^2)) / 2
    node('Mul', ['momentum', 'momentum'], 'square'),
    node('Mul', ['square', 'four'], 'square4'),
    node('Add', ['square4', 'unit'], 'under'),
    node('Sqrt', ['under'], 'root'),
    node('Add', ['root', 'unit'], 'root1'),
    node('Mul', ['root1', 'half'], 'nextMomentum'),
    node('Sub', ['momentum', 'unit'], 'momentumLess'),
    node('Div', ['momentumLess', 'nextMomentum'], 'carry'),
    node('Sub', ['now', 'last'], 'moved'),
    node('Mul', ['moved', 'carry'], 'carried'),
    node('Add', ['now', 'carried'], 'ahead'),
    // gradient = share * (sigmoid(logit) - label) * rows + penalty * ahead
    node('Gemm', ['rows', 'ahead'], 'logits', { transB: { int: 1 } }),
    node('Sigmoid', ['logits'], 'chances'),
    node('Sub', ['chances', 'labels'], 'errors'),
    node('Reshape', ['errors', 'lying'], 'errorRow'),
    node('Mul', ['errorRow', 'shares'], 'pulls'),
    node('MatMul', ['pulls', 'rows'], 'lossGradient'),
    node('Mul', ['ahead', 'penalty'], 'penaltyGradient'),
    node('Add', ['lossGradient', 'penaltyGradient'], 'gradient'),
    node('MatMul', ['gradient', 'matrix'], 'move'),
    node('Sub', ['ahead', 'move'], 'then'),
    // restart when the step went uphill
    node('Sub', ['then', 'now'], 'way'),
    node('Mul', ['way', 'gradient'], 'rises'),
    node('ReduceSum', ['rises'], 'rise', { keepdims: { int: 0 } }),
    node('Greater', ['rise', 'nothing'], 'isUphill'),
    node('Where', ['isUphill', 'unit', 'nextMomentum'], 'momentumThen'),
    node('Abs', ['move'], 'distances'),
    node('ReduceMax', ['distances'], 'farthest', { keepdims: { int: 0 } }),
    node('GreaterOrEqual', ['farthest', 'settled'], 'goOn'),
    node('Identity', ['now'], 'lastThen'),
    node('Add', ['count', 'unit'], 'countThen'),
  ],
  constants: [
    constant('four', 4),
    constant('half', 0.5),
    constant('unit', 1),
    constant('nothing', 0),
    { name: 'lying', type: 'int64', shape: [2], data: BigInt64Array.of(1n, -1n) },
  ],
  inputs: [
    { name: 'step', type: 'int64', shape: [] },
    { name: 'isOn', type: 'bool', shape: [] },
    vector('now'),
    vector('last'),
    float('momentum', []),
    float('count', []),
  ],
  outputs: [
    { name: 'goOn', type: 'bool', shape: [] },
    vector('then'),
    vector('lastThen'),
    float('momentumThen', []),
    float('countThen', []),
  ],
};

const descentGraph: Graph = {
  name: 'descent',
  nodes: [
    {
      operator: 'Loop',
      inputs: ['trips', '', 'zero', 'before', 'one', 'none'],
      outputs: ['solved', 'lastSolved', 'lastMomentum', 'steps'],
      attributes: { body: { graph: stepGraph } },
    },
  ],
  constants: [],
  inputs: [
    { name: 'trips', type: 'int64', shape: [] },
    float('rows', ['n', 'd']),
    float('labels', ['n', 1]),
    float('shares', [1, 'n']),
    vector('penalty'),
    float('matrix', ['d', 'd']),
    float('settled', []),
    vector('zero'),
    vector('before'),
    float('one', []),
    float('none', []),
  ],
  outputs: [vector('solved'), float('steps', [])],
};
