/** Protocol-buffer fields of the ONNX messages used here (onnx.proto3). */
type Field = Uint8Array;

/**
 * A tiny ONNX model, y = relu(x * w + x) over 8 x 8 matrices: enough to see whether an execution
 * provider loads, compiles and computes right. Written by hand so that no model file is shipped.
 */
export function probeGraph(): Uint8Array {
  const graph = join(
    message(1, node('MatMul', ['x', 'w'], ['p'])),
    message(1, node('Add', ['p', 'x'], ['s'])),
    message(1, node('Relu', ['s'], ['y'])),
    text(2, 'probe'),
    message(11, tensorInfo('x')),
    message(11, tensorInfo('w')),
    message(12, tensorInfo('y')),
  );
  const opset = join(text(1, ''), number(2, 13));
  return join(number(1, 8), message(7, graph), message(8, opset));
}

export const probeEdge = 8;

function node(operator: string, inputs: readonly string[], outputs: readonly string[]): Field {
  return join(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, operator),
  );
}

function tensorInfo(name: string): Field {
  const dimension = message(1, number(1, probeEdge));
  const float32 = 1;
  const tensor = join(number(1, float32), message(2, join(dimension, dimension)));
  return join(text(1, name), message(2, message(1, tensor)));
}

const text = (field: number, value: string): Field =>
  message(field, new TextEncoder().encode(value));

const number = (field: number, value: number): Field =>
  join(variableLength(field << 3), variableLength(value));

const message = (field: number, body: Uint8Array): Field =>
  join(variableLength((field << 3) | 2), variableLength(body.length), body);

function variableLength(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest & 127) | 128);
    rest >>>= 7;
  }
  return Uint8Array.from([...bytes, rest]);
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
