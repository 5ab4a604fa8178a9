import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { probeEdge, probeGraph } from '../../../../src/main/engine/inference/probe-graph.ts';
import {
  builtInProviders,
  probeProvider,
} from '../../../../src/main/engine/inference/probe-provider.ts';

const cells = probeEdge ** 2;

/** relu(x * w + x), written out. */
function expected(x: Float32Array, w: Float32Array): number[] {
  return Array.from({ length: cells }, (_, at) => {
    const [row, column] = [Math.floor(at / probeEdge), at % probeEdge];
    let sum = x[at] ?? 0;
    for (let k = 0; k < probeEdge; k++)
      sum += (x[row * probeEdge + k] ?? 0) * (w[k * probeEdge + column] ?? 0);
    return Math.max(0, sum);
  });
}

test('the probe graph loads and computes relu(x * w + x)', async () => {
  const session = await InferenceSession.create(probeGraph(), { executionProviders: ['cpu'] });
  expect([session.inputNames, session.outputNames]).toEqual([['x', 'w'], ['y']]);
  const x = Float32Array.from({ length: cells }, (_, i) => ((i * 13) % 17) / 17 - 0.5);
  const w = Float32Array.from({ length: cells }, (_, i) => ((i * 29) % 23) / 23 - 0.4);
  const tensor = (values: Float32Array) => new Tensor('float32', values, [probeEdge, probeEdge]);
  const { y } = await session.run({ x: tensor(x), w: tensor(w) });
  await session.release();
  const wanted = expected(x, w);
  expect(wanted.some((value) => value === 0)).toBe(true);
  expect(y?.dims).toEqual([probeEdge, probeEdge]);
  if (!(y?.data instanceof Float32Array)) throw new Error('no float32 output');
  for (const [i, value] of y.data.entries()) expect(value).toBeCloseTo(wanted[i] ?? 0, 5);
});

test('the CPU is built in, is last, and runs', async () => {
  expect(builtInProviders().at(-1)).toBe('cpu');
  expect(await probeProvider('cpu')).toEqual({ name: 'cpu', runs: true, reason: null });
});

test('a provider that is not there fails with a reason of one line', async () => {
  const finding = await probeProvider('no-such-provider');
  expect(finding).toMatchObject({ name: 'no-such-provider', runs: false });
  expect(finding.reason).toMatch(/\S/);
  expect(finding.reason).not.toContain('\n');
});
