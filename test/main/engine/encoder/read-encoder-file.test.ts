import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, expect, test } from 'vitest';
import type { EncoderFile } from '../../../../src/main/engine/encoder/encoder-file.ts';
import { readEncoderFile } from '../../../../src/main/engine/encoder/read-encoder-file.ts';
import { resnetKinds } from '../../../../src/main/engine/encoder/resnet-plan.ts';
import { explain } from '../../../../src/shared/failure.ts';
import {
  type PlainTensor,
  resnetShapes,
  seededPatch,
  seededResnet,
  seededWeight,
} from './seeded-resnet.ts';
import { safetensorsBytes, torchLegacyBytes, torchZipBytes } from './write-checkpoint.ts';
import { type Written, writtenTensor } from './write-pickle.ts';

const folder = mkdtempSync(join(tmpdir(), 'encoder-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Reference {
  readonly width: number;
  readonly length: readonly number[];
  readonly everyNth: number;
  readonly embedding: readonly (readonly number[])[];
  readonly logit: readonly number[] | null;
}

// Made by torch 1.13; make-reference.py beside it says how.
const fixture = join(import.meta.dirname, '../../../fixture/encoder/reference.json');
// `as`: our own file.
const reference = JSON.parse(readFileSync(fixture, 'utf8')) as Record<string, Reference>;
const [resnet18, resnet34, resnet50] = resnetKinds;

async function read(name: string, bytes: Uint8Array): Promise<EncoderFile> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const outcome = await readEncoderFile(path);
  rmSync(path);
  if (!outcome.ok) throw new Error(explain(outcome.failure));
  return outcome.value;
}

async function sentence(bytes: Uint8Array): Promise<string> {
  const path = join(folder, 'refused.pth');
  writeFileSync(path, bytes);
  const outcome = await readEncoderFile(path);
  return outcome.ok ? 'it was read' : explain(outcome.failure);
}

/** Both seeded patches through the model. */
async function run({ graph, input }: EncoderFile): Promise<Record<string, Float32Array>> {
  const session = await InferenceSession.create(graph, { intraOpNumThreads: 1 });
  const pixels = Float32Array.from([...seededPatch(0), ...seededPatch(1)]);
  const feeds = { [input.name]: new Tensor('float32', pixels, [2, 1, 224, 224]) };
  const outputs = await session.run(feeds);
  await session.release();
  // `as`: every output of these models is float32.
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { data }]) => [name, data as Float32Array]),
  );
}

function expectReference(found: Record<string, Float32Array>, want: Reference | undefined): void {
  if (!want) throw new Error('reference.json lacks the network');
  const embedding = found['embedding'] ?? new Float32Array(0);
  want.length.forEach((length, row) => {
    const values = embedding.subarray(row * want.width, (row + 1) * want.width);
    expect(Math.hypot(...values) / length).toBeCloseTo(1, 5);
    want.embedding[row]?.forEach((value, i) => {
      expect(Math.abs((values[i * want.everyNth] ?? Number.NaN) - value)).toBeLessThan(
        1e-5 * length,
      );
    });
  });
  want.logit?.forEach((value, row) => {
    expect(found['logit']?.[row]).toBeCloseTo(value, 5);
  });
}

test('a ResNet-18 gives the embedding torch gives, out of each of the three containers', async () => {
  const weights = seededResnet(resnet18, 3, 1000);
  const files = [
    await read('a.pth', torchZipBytes(weights)),
    await read('b.pth', torchLegacyBytes(weights)),
    await read('c.safetensors', safetensorsBytes(weights)),
  ];
  expect(files.map(({ kind }) => kind)).toEqual(['pytorch', 'pytorch', 'safetensors']);
  const [zip, legacy, safetensors] = files;
  if (!zip) throw new Error('no file was read');
  expect(zip).toMatchObject({
    architecture: 'ResNet-18',
    layout: 'torchvision; its last layer (1000 x 512) left out',
    input: { name: 'patches', batch: null, channels: 1, height: 224, normalisation: 'inside' },
    output: { name: 'embedding', rank: 2, width: 512 },
    head: null,
    warnings: [],
  });
  expect(Buffer.compare(zip.graph, legacy?.graph ?? new Uint8Array())).toBe(0);
  expect(Buffer.compare(zip.graph, safetensors?.graph ?? new Uint8Array())).toBe(0);
  expectReference(await run(zip), reference['resnet18']);
});

test("the paper's classifier becomes an encoder with a head, and gives the logit torch gives", async () => {
  const weights = seededResnet(resnet34, 3, 1);
  const bytes = torchZipBytes(weights);
  const file = await read('patch_quality_classifier_nn.pth', bytes);
  expect(file.architecture).toBe('ResNet-34');
  expect(file.layout).toBe('torchvision; a complete classifier (one output)');
  expect(file.head?.weights).toEqual(weights.get('fc.weight')?.values);
  expect(file.head?.bias).toBe(weights.get('fc.bias')?.values[0]);
  expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expectReference(await run(file), reference['resnet34']);

  const again = await read('classifier.onnx', file.graph);
  expect(again).toMatchObject({ kind: 'onnx', architecture: 'ResNet-34', input: file.input });
  expect(again.output).toEqual(file.output);
});

test('a MoCo checkpoint gives its query encoder, with its own normalisation of one channel', async () => {
  const network = seededResnet(resnet50, 1, 128);
  const weights = new Map<string, PlainTensor>();
  for (const [name, tensor] of network) {
    const isLast = name.startsWith('fc.');
    weights.set(`module.encoder_q.${isLast ? name.replace('fc', 'fc.2') : name}`, tensor);
  }
  weights.set('module.encoder_k.conv1.weight', seededWeight('other', [64, 1, 7, 7]));
  weights.set('module.encoder_q.fc.0.weight', seededWeight('hidden', [16, 2048]));
  weights.set('module.queue', seededWeight('queue', [128, 16]));
  const bytes = torchLegacyBytes(weights, (state) => ({
    map: [
      ['epoch', 200],
      ['arch', 'resnet50'],
      ['state_dict', state],
      ['optimizer', { map: [['param_groups', [{ map: [['lr', 0.015]] }]]] }],
      ['norms', [0.57287007, 0.12740536]],
    ],
  }));
  const file = await read('cem500k.pth.tar', bytes);
  expect(file.architecture).toBe('ResNet-50');
  expect(file.layout).toBe(
    'MoCo, its query encoder; weights under "module.encoder_q."; in "state_dict"; its projection head left out',
  );
  expect(file.warnings).toEqual([]);
  expectReference(await run(file), reference['resnet50']);
});

/** Shapes of a network without its numbers: every weight looks into one storage of zeros. */
function hollow(
  weights: ReadonlyMap<string, readonly number[]>,
  wrap: (state: Written) => Written = (state) => state,
): Buffer {
  const largest = 512 * 512 * 9;
  const zeros = { shape: [largest], values: new Float32Array(largest) };
  return torchZipBytes(new Map([['unused', zeros]]), () =>
    wrap({
      map: [...weights].map(([name, shape]) => [
        name,
        writtenTensor('0', { shape, values: new Float32Array(0) }, { count: largest }),
      ]),
    }),
  );
}

const shapes18 = (channels: number, prefix = ''): Map<string, readonly number[]> =>
  new Map([...resnetShapes(resnet18, channels, 2)].map(([name, shape]) => [prefix + name, shape]));

test('prototypes and a projection head are those of SwAV', async () => {
  const weights = shapes18(1, 'module.');
  weights.delete('module.fc.weight');
  weights.set('module.prototypes.weight', [30, 128]);
  weights.set('module.projection_head.0.weight', [512, 512]);
  const wrapped = (state: Written): Written => ({
    map: [
      ['norms', [0.57571, 0.12765]],
      ['state_dict', state],
    ],
  });
  const file = await read('swav.pth.tar', hollow(weights, wrapped));
  expect(file.layout).toBe('SwAV; weights under "module."; in "state_dict"');
});

test('one channel without norms is read, with a warning of what is assumed', async () => {
  const file = await read('grey.pth', hollow(shapes18(1, 'encoder.')));
  expect(file.layout).toMatch(/^the encoder of a larger network; weights under "encoder\."/);
  expect(file.warnings).toHaveLength(1);
  expect(file.warnings[0]).toMatch(/CEM500K are assumed/);
});

test('a network deep inside another is found by the names of its layers', async () => {
  const weights = shapes18(3, 'model.image.trunk.');
  const file = await read('deep.pth', hollow(weights));
  expect(file.layout).toMatch(/^part of a larger network; weights under "model\.image\.trunk\."/);
});

test('what is missing or has another shape is said in plain words', async () => {
  const weights = shapes18(3);
  weights.delete('layer3.0.bn2.running_var');
  weights.set('layer4.1.conv2.weight', [512, 256, 3, 3]);
  expect(await sentence(hollow(weights))).toContain(
    'it is not a whole ResNet-18: layer3.0.bn2.running_var is missing, layer4.1.conv2.weight has the shape 512 x 256 x 3 x 3 instead of 512 x 512 x 3 x 3.',
  );
  weights.delete('layer4.1.conv1.weight');
  expect(await sentence(hollow(weights))).toContain('it has 2, 2, 2, 1 blocks of two convolutions');
  expect(await sentence(hollow(new Map([['vit.cls_token', [1, 1, 8]]])))).toContain(
    'no weight is called conv1.weight (it begins with "vit.cls_token")',
  );
});

test('norms on the scale of 0 to 255 are refused, not guessed', async () => {
  const wrapped = (state: Written): Written => ({
    map: [
      ['norms', [146.1, 32.5]],
      ['model', state],
    ],
  });
  expect(await sentence(hollow(shapes18(1), wrapped))).toContain('not on the scale of 0 to 1');
});

test('weights that are not finite, and variances below zero, are refused', async () => {
  const weights = seededResnet(resnet18, 1, 2);
  const spoiled = (name: string, value: number) =>
    new Map(weights).set(name, { shape: [64], values: new Float32Array(64).fill(value) });
  expect(await sentence(torchZipBytes(spoiled('bn1.bias', Number.NaN)))).toContain(
    'bn1.bias holds values that are not finite',
  );
  expect(await sentence(torchZipBytes(spoiled('bn1.running_var', -1)))).toContain(
    'bn1.running_var holds negative values',
  );
});

test('a file that is not there and a folder are said to be so', async () => {
  const missing = await readEncoderFile(join(folder, 'nothing.pth'));
  expect(missing).toMatchObject({ ok: false, failure: { kind: 'file-missing' } });
  const directory = await readEncoderFile(folder);
  expect(directory).toMatchObject({ ok: false, failure: { kind: 'file-unreadable' } });
});
