import { writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { type Graph, onnxModel } from '../../../../../src/main/engine/onnx/onnx-writer.ts';
import { embedderOf } from '../../../../../src/main/engine/run/model/embedder.ts';
import {
  encoderGraph,
  type StoredEncoder,
} from '../../../../../src/main/engine/run/model/encoders.ts';
import { explain } from '../../../../../src/shared/failure.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { newProject } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
const project = newProject(processes);
afterAll(async () => {
  await project.close();
  processes.close();
});

const scalar = (name: string, type: 'int64' | 'bool' | 'float32') =>
  ({ name, type, shape: [] }) as const;

/** Goes on for as long as it is told to go on, which is for ever. */
const endless: Graph = {
  name: 'body',
  nodes: [
    { operator: 'Identity', inputs: ['go'], outputs: ['on'] },
    { operator: 'Add', inputs: ['sum', 'step'], outputs: ['next'] },
  ],
  constants: [{ name: 'step', type: 'float32', shape: [], data: Float32Array.of(1) }],
  inputs: [scalar('i', 'int64'), scalar('go', 'bool'), scalar('sum', 'float32')],
  outputs: [scalar('on', 'bool'), scalar('next', 'float32')],
};

function endlessEncoder(): StoredEncoder {
  const shape = ['n', 1, 8, 8];
  const bytes = onnxModel({
    name: 'endless',
    nodes: [
      {
        operator: 'ReduceMin',
        inputs: ['x'],
        outputs: ['start'],
        attributes: { keepdims: { int: 0 } },
      },
      { operator: 'IsNaN', inputs: ['start'], outputs: ['never'] },
      { operator: 'Not', inputs: ['never'], outputs: ['always'] },
      {
        operator: 'Loop',
        inputs: ['', 'always', 'start'],
        outputs: ['end'],
        attributes: { body: { graph: endless } },
      },
      { operator: 'Mul', inputs: ['x', 'end'], outputs: ['y'] },
    ],
    constants: [],
    inputs: [{ name: 'x', type: 'float32', shape }],
    outputs: [{ name: 'y', type: 'float32', shape }],
  });
  writeFileSync(encoderGraph(project.session, 'endless'), bytes);
  const input = { name: 'x', batch: null, channels: 1, height: 8, width: 8, normalisation: null };
  return {
    record: {
      hash: 'endless',
      name: 'endless.onnx',
      kind: 'onnx',
      architecture: 'unknown',
      layout: 'unknown',
      width: 64,
      isClassifier: false,
      warnings: [],
    },
    network: { input, output: { name: 'y', rank: 4 } },
  };
}

test('a network that never ends is ended with its process, and the next task has another', async () => {
  const limits = { openMs: 2000, pictureMs: 0 };
  const embedder = embedderOf(project.session, tasks, endlessEncoder(), limits);
  const [first, behind] = await Promise.all([embedder.ofGrey(), embedder.ofGrey()]);
  const failure = { kind: 'encoder-too-slow', name: 'endless.onnx', seconds: 2 } as const;
  expect(first).toEqual({ ok: false, failure });
  expect(behind).toEqual({ ok: false, failure });
  expect(explain(failure)).toContain('endless.onnx gave no answer within 2 seconds');
  expect(await tasks.infer('providers', {})).toContain('cpu');
});

test('a job that is cancelled does not wait for such a network', async () => {
  const embedder = embedderOf(project.session, tasks, endlessEncoder());
  const abort = new AbortController();
  const asked = embedder.ofGrey({ signal: abort.signal });
  setTimeout(() => abort.abort(), 500);
  expect(await asked).toEqual({ ok: false, failure: { kind: 'cancelled' } });
});
