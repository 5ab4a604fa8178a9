import { expect, test } from 'vitest';
import { describeOnnx } from '../../../../src/main/engine/onnx/onnx-reader.ts';
import { type Graph, onnxModel } from '../../../../src/main/engine/onnx/onnx-writer.ts';

const inner: Graph = {
  name: 'inner',
  nodes: [{ operator: 'Neg', inputs: ['x'], outputs: ['z'] }],
  constants: [],
  inputs: [],
  outputs: [{ name: 'z', type: 'float32', shape: [] }],
};
const graph: Graph = {
  name: 'outer',
  nodes: [
    { operator: 'Relu', inputs: ['x'], outputs: ['r'] },
    { operator: 'Relu', inputs: ['r'], outputs: ['s'] },
    {
      operator: 'If',
      inputs: ['c'],
      outputs: ['y'],
      attributes: { then_branch: { graph: inner } },
    },
    { operator: 'TreeEnsemble', domain: 'ai.onnx.ml', inputs: ['y'], outputs: ['t'] },
  ],
  constants: [{ name: 'c', type: 'bool', shape: [1], data: Uint8Array.of(1) }],
  inputs: [{ name: 'x', type: 'float32', shape: ['N', 1, 224, 224] }],
  outputs: [{ name: 't', type: 'int64', shape: ['N'] }],
};

test('an outline is what the writer was given', () => {
  const bytes = onnxModel(graph, { producer: 'test', metadata: { seed: '7' } });
  const outline = describeOnnx('model.onnx', bytes);
  if (!outline.ok) throw new Error(JSON.stringify(outline.failure));
  expect(outline.value).toMatchObject({
    producer: 'test',
    inputs: [{ name: 'x', elementCode: 1, shape: ['N', 1, 224, 224] }],
    outputs: [{ name: 't', elementCode: 7, shape: ['N'] }],
    hasFunctions: false,
    elsewhere: [],
  });
  expect([...outline.value.metadata]).toEqual([['seed', '7']]);
  expect([...outline.value.domains].sort()).toEqual(['', 'ai.onnx.ml']);
});

test('operators of nested graphs count too', () => {
  const outline = describeOnnx('model.onnx', onnxModel(graph));
  expect(outline.ok && Object.fromEntries(outline.value.operators)).toEqual({
    Relu: 2,
    If: 1,
    Neg: 1,
    TreeEnsemble: 1,
  });
});

test('bytes that are no model are refused', () => {
  const outline = describeOnnx('model.onnx', Uint8Array.of(0x3a, 0x7f));
  expect(outline).toMatchObject({ ok: false, failure: { kind: 'header-invalid' } });
  expect(describeOnnx('empty.onnx', new Uint8Array(0))).toMatchObject({
    ok: false,
    failure: { what: 'it has 0 ONNX graphs' },
  });
});
