import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { EncoderFile } from '../../../../src/main/engine/encoder/encoder-file.ts';
import { readEncoderFile } from '../../../../src/main/engine/encoder/read-encoder-file.ts';
import {
  type Graph,
  type ModelNotes,
  onnxModel,
  type Value,
} from '../../../../src/main/engine/onnx/onnx-writer.ts';
import { explain } from '../../../../src/shared/failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
afterAll(() => rmSync(folder, { recursive: true }));

const value = (name: string, shape: Value['shape'], type: Value['type'] = 'float32'): Value => ({
  name,
  type,
  shape,
});
const picture = value('pixels', ['batch', 3, 224, 224]);
const vector = value('features', ['batch', 384]);

async function read(graph: Partial<Graph>, notes?: ModelNotes): Promise<EncoderFile | string> {
  const path = join(folder, 'model.onnx');
  const nodes = [{ operator: 'Conv', inputs: ['pixels'], outputs: ['features'] }];
  const whole = { name: 'g', nodes, constants: [], inputs: [picture], outputs: [vector], ...graph };
  writeFileSync(path, onnxModel(whole, notes));
  const outcome = await readEncoderFile(path);
  return outcome.ok ? outcome.value : explain(outcome.failure);
}

test('a model with one picture input and one vector output is an encoder', async () => {
  const file = await read({}, { producer: 'pytorch' });
  expect(file).toMatchObject({
    kind: 'onnx',
    architecture: 'network of 1 operators, 1 convolutions, 0 matrix products',
    layout: 'an ONNX model written by "pytorch"; the embedding is its output "features"',
    input: { name: 'pixels', batch: null, channels: 3, height: 224, width: 224 },
    output: { name: 'features', rank: 2, width: 384 },
    head: null,
  });
});

test('where it does not say how pictures are normalised, that is assumed and said', async () => {
  const three = await read({});
  expect(three).toMatchObject({
    input: { normalisation: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } },
    warnings: [expect.stringContaining('of ImageNet are assumed')],
  });
  const one = await read({ inputs: [value('pixels', ['batch', 1, 96, 96])] });
  expect(one).toMatchObject({
    input: { channels: 1, height: 96, normalisation: { mean: [0.57287007], std: [0.12740536] } },
    warnings: [expect.stringContaining('of CEM500K are assumed')],
  });
});

test('its own notes on normalisation are believed', async () => {
  const metadata = { mean: '0.5, 0.4, 0.3', std: '[0.2]' };
  expect(await read({}, { producer: '', metadata })).toContain('are not a mean');
  const right = { mean: '[0.5, 0.4, 0.3]', std: '[0.2, 0.2, 0.1]' };
  expect(await read({}, { producer: '', metadata: right })).toMatchObject({
    input: { normalisation: { mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.1] } },
    warnings: [],
  });
  const inside = { normalisation: 'inside' };
  expect(await read({}, { producer: '', metadata: inside })).toMatchObject({
    input: { normalisation: 'inside' },
  });
});

test('an output called embedding is preferred, otherwise the last that fits', async () => {
  const map = value('map', ['batch', 512, 7, 7]);
  const classes = value('classes', ['batch', 1000]);
  const named = value('embedding', ['batch', 'width']);
  expect(await read({ outputs: [named, classes] })).toMatchObject({
    output: { name: 'embedding', rank: 2, width: null },
    layout: expect.stringContaining('not used: "classes"'),
  });
  expect(await read({ outputs: [classes, map] })).toMatchObject({
    output: { name: 'map', rank: 4, width: 512 },
  });
  expect(await read({ outputs: [value('mask', ['batch', 8], 'int64')] })).toContain(
    'none of its outputs is an embedding, float32 of two or four axes ("mask" (batch x 8))',
  );
});

test('edges of any length become 224, and a fixed batch is said', async () => {
  const file = await read({ inputs: [value('pixels', [1, 3, 'height', 'width'])] });
  expect(file).toMatchObject({ input: { batch: 1, height: 224, width: 224 } });
  expect((file as EncoderFile).warnings).toContain(
    'It takes 1 patches at a time, as its file fixes.',
  );
});

test('a constant that is listed as an input, as old writers did, is no input', async () => {
  const data = new Float32Array(3);
  const constant = { name: 'bias', type: 'float32', shape: [3], data } as const;
  const inputs = [value('bias', [3]), picture];
  expect(await read({ inputs, constants: [constant] })).toMatchObject({
    input: { name: 'pixels' },
  });
});

test.for([
  ['channels last', value('pixels', ['batch', 224, 224, 3]), 'has the channels last'],
  ['four channels', value('pixels', ['batch', 4, 224, 224]), 'does not take 1 or 3 channels'],
  ['half precision', value('pixels', ['batch', 3, 224, 224], 'float16'), 'other than float32'],
  ['text tokens', value('tokens', ['batch', 77]), 'is no batch of pictures'],
  ['a huge edge', value('pixels', ['batch', 3, 224, 2 ** 40]), 'edges no picture has'],
] as const)('an input of %s is refused in plain words', async ([, input, sentence]) => {
  expect(await read({ inputs: [input] })).toContain(sentence);
});

test('two inputs are one too many', async () => {
  const inputs = [picture, value('mask', ['batch', 197])];
  expect(await read({ inputs })).toContain(
    'it takes 2 inputs ("pixels" (batch x 3 x 224 x 224), "mask" (batch x 197))',
  );
});

test('operators outside the standard are refused by name', async () => {
  const nodes = [
    { operator: 'Run', domain: 'com.example', inputs: ['pixels'], outputs: ['features'] },
  ];
  expect(await read({ nodes })).toContain('operators outside the ONNX standard ("com.example")');
});
