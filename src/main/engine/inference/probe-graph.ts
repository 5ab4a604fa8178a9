import { onnxModel } from '../onnx/onnx-writer.ts';

export const probeEdge = 8;

/**
 * A tiny ONNX model, y = relu(x * w + x) over 8 x 8 matrices: enough to see whether an execution
 * provider loads, compiles and computes right. Written here so that no model file is shipped.
 */
export function probeGraph(): Uint8Array {
  const matrix = (name: string) =>
    ({ name, type: 'float32', shape: [probeEdge, probeEdge] }) as const;
  return onnxModel({
    name: 'probe',
    nodes: [
      { operator: 'MatMul', inputs: ['x', 'w'], outputs: ['p'] },
      { operator: 'Add', inputs: ['p', 'x'], outputs: ['s'] },
      { operator: 'Relu', inputs: ['s'], outputs: ['y'] },
    ],
    constants: [],
    inputs: [matrix('x'), matrix('w')],
    outputs: [matrix('y')],
  });
}
