import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { onnxModel } from '../../../../src/main/engine/onnx/onnx-writer.ts';

const open = (model: Uint8Array) => InferenceSession.create(model, { logSeverityLevel: 4 });

test('ONNX Runtime reads a graph with constants, attributes and a free dimension', async () => {
  const session = await open(
    onnxModel({
      name: 'affine',
      nodes: [
        {
          operator: 'Gemm',
          inputs: ['x', 'w', 'b'],
          outputs: ['y'],
          attributes: { alpha: { float: 2 }, transB: { int: 1 } },
        },
      ],
      constants: [
        { name: 'w', type: 'float32', shape: [1, 2], data: Float32Array.of(3, -1) },
        { name: 'b', type: 'float32', shape: [1], data: Float32Array.of(0.5) },
      ],
      inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 1] }],
    }),
  );
  for (const rows of [1, 3]) {
    const x = new Tensor('float32', new Float32Array(rows * 2).fill(1), [rows, 2]);
    const { y } = await session.run({ x });
    expect(Array.from(y?.data as Float32Array)).toEqual(new Array(rows).fill(4.5));
  }
  await session.release();
});

test('a graph may hold a graph: Loop counts what it is told', async () => {
  const scalar = (name: string, type: 'int64' | 'bool' | 'float32') =>
    ({ name, type, shape: [] }) as const;
  const session = await open(
    onnxModel({
      name: 'loop',
      nodes: [
        {
          operator: 'Loop',
          inputs: ['trips', '', 'start'],
          outputs: ['end'],
          attributes: {
            body: {
              graph: {
                name: 'body',
                nodes: [
                  { operator: 'Identity', inputs: ['go'], outputs: ['on'] },
                  { operator: 'Add', inputs: ['sum', 'step'], outputs: ['next'] },
                ],
                constants: [],
                inputs: [scalar('i', 'int64'), scalar('go', 'bool'), scalar('sum', 'float32')],
                outputs: [scalar('on', 'bool'), scalar('next', 'float32')],
              },
            },
          },
        },
      ],
      constants: [{ name: 'step', type: 'float32', shape: [], data: Float32Array.of(1.5) }],
      inputs: [scalar('trips', 'int64'), scalar('start', 'float32')],
      outputs: [scalar('end', 'float32')],
    }),
  );
  const { end } = await session.run({
    trips: new Tensor('int64', BigInt64Array.of(4n), []),
    start: new Tensor('float32', Float32Array.of(1), []),
  });
  expect(Array.from(end?.data as Float32Array)).toEqual([7]);
  await session.release();
});

test('a negative number is written as ONNX Runtime reads it', async () => {
  const session = await open(
    onnxModel({
      name: 'last',
      nodes: [
        {
          operator: 'Softmax',
          inputs: ['x'],
          outputs: ['y'],
          attributes: { axis: { int: -1 } },
        },
      ],
      constants: [],
      inputs: [{ name: 'x', type: 'float32', shape: ['n', 2] }],
      outputs: [{ name: 'y', type: 'float32', shape: ['n', 2] }],
    }),
  );
  const { y } = await session.run({ x: new Tensor('float32', new Float32Array(4), [2, 2]) });
  expect(Array.from(y?.data as Float32Array)).toEqual([0.5, 0.5, 0.5, 0.5]);
  await session.release();
});
