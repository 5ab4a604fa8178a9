import type { Checkpoint } from './checkpoint/checkpoint.ts';
import type { StoredTensor } from './checkpoint/stored-tensor.ts';
import { type Normalisation, normalisationFrom } from './normalisation.ts';
import { quoted, refuse } from './refusal.ts';
import { convolutionsOf, type ResnetPlan, resnetKinds, resnetPlan } from './resnet-plan.ts';

/** The last layer of a complete classifier: `logit = weights . embedding + bias`. */
export interface Head {
  readonly weights: Float32Array<ArrayBuffer>;
  readonly bias: number;
}

/** A residual network found in a file. */
export interface Resnet {
  readonly architecture: string;
  /** in plain words: whose layout the file has */
  readonly layout: string;
  readonly plan: ResnetPlan;
  readonly channels: 1 | 3;
  readonly normalisation: Normalisation;
  readonly head: Head | null;
  /** The numbers of a weight, by torchvision's name. */
  values(name: string): Float32Array<ArrayBuffer>;
  readonly warnings: readonly string[];
}

/** What stands before a weight's name, and whose way of saving that is; asked in order. */
const prefixes: readonly (readonly [prefix: string, origin: string])[] = [
  ['module.encoder_q.', 'MoCo, its query encoder'],
  ['encoder_q.', 'MoCo, its query encoder'],
  ['module.encoder.', 'an encoder trained on several GPUs'],
  ['module.backbone.', 'a backbone trained on several GPUs'],
  ['encoder.', 'the encoder of a larger network'],
  ['backbone.', 'the backbone of a larger network'],
  ['module.', 'a network trained on several GPUs'],
  ['model.', 'a network inside a training program'],
  ['', 'torchvision'],
];

/**
 * Recognises a ResNet-18, 34 or 50 by the names and shapes of its weights.
 *
 * The momentum encoder, queue, projection head, prototypes and counters are passed over. Refuses, in
 * plain words, what is missing or of another shape.
 */
export function recognisedResnet({ tensors, facts, wrapper }: Checkpoint): Resnet {
  const [prefix, origin] = prefixOf(tensors);
  const find = (name: string) => tensors.get(prefix + name);
  const kind = kindOf(find);
  const channels = stemChannels(find('conv1.weight'));
  const plan = resnetPlan(kind, channels);
  assertShapes(kind.architecture, plan, find);
  const { normalisation, warnings } = normalisationFrom(facts.get('norms'), channels);
  const { head, remark } = headOf(find, plan.width);
  const isSwav = [...tensors.keys()].some((name) => name.startsWith(`${prefix}prototypes`));
  const layout = [
    isSwav ? 'SwAV' : origin,
    prefix === '' ? '' : `weights under ${quoted(prefix)}`,
    wrapper === null ? '' : `in ${quoted(wrapper)}`,
    remark,
  ];
  return {
    architecture: kind.architecture,
    layout: layout.filter((part) => part !== '').join('; '),
    plan,
    channels,
    normalisation,
    head,
    values: (name) => finiteValues(name, find(name)),
    warnings: [...warnings, ...differingName(facts.get('arch'), kind.architecture)],
  };
}

function prefixOf(tensors: Checkpoint['tensors']): readonly [prefix: string, origin: string] {
  const known = prefixes.find(([start]) => tensors.has(`${start}conv1.weight`));
  if (known) return known;
  const stem = [...tensors.keys()].find(
    (name) =>
      name.endsWith('.conv1.weight') &&
      tensors.has(name.replace(/conv1\.weight$/, 'layer1.0.conv1.weight')),
  );
  if (stem !== undefined)
    return [stem.slice(0, -'conv1.weight'.length), 'part of a larger network'];
  const names = [...tensors.keys()].slice(0, 3).map(quoted).join(', ');
  return refuse(`it holds no ResNet: no weight is called conv1.weight (it begins with ${names})`);
}

type FindTensor = (name: string) => StoredTensor | undefined;

function kindOf(find: FindTensor): (typeof resnetKinds)[number] {
  const isBottleneck = find('layer1.0.conv3.weight') !== undefined;
  const stages = [1, 2, 3, 4].map((stage) => {
    let count = 0;
    while (find(`layer${stage}.${count}.conv1.weight`)) count++;
    return count;
  });
  const kind = resnetKinds.find(
    (known) => known.isBottleneck === isBottleneck && known.stages.join() === stages.join(),
  );
  if (kind) return kind;
  const blocks = isBottleneck ? 'blocks of three' : 'blocks of two';
  return refuse(
    `it has ${stages.join(', ')} ${blocks} convolutions in its four stages, which is none of ${resnetKinds.map(({ architecture }) => architecture).join(', ')}`,
  );
}

function stemChannels(stem: StoredTensor | undefined): 1 | 3 {
  const channels = stem?.shape[1];
  if (channels === 1 || channels === 3) return channels;
  return refuse(`its first layer, conv1.weight, has the shape ${shapeText(stem)}`);
}

const shapeText = (tensor: StoredTensor | undefined): string =>
  tensor && tensor.shape.length > 0 ? tensor.shape.join(' x ') : 'of a single number';

function assertShapes(architecture: string, plan: ResnetPlan, find: FindTensor): void {
  const faults = convolutionsOf(plan).flatMap(({ name, norm, shape }) => [
    ...faultOf(find, `${name}.weight`, shape),
    ...['weight', 'bias', 'running_mean', 'running_var'].flatMap((part) =>
      faultOf(find, `${norm}.${part}`, [shape[0]]),
    ),
  ]);
  if (faults.length === 0) return;
  const rest = faults.length > 3 ? ` and ${faults.length - 3} more are wrong` : '';
  refuse(`it is not a whole ${architecture}: ${faults.slice(0, 3).join(', ')}${rest}`);
}

function faultOf(find: FindTensor, name: string, shape: readonly number[]): string[] {
  const tensor = find(name);
  if (!tensor) return [`${name} is missing`];
  if (tensor.shape.join() === shape.join()) return [];
  return [`${name} has the shape ${shapeText(tensor)} instead of ${shape.join(' x ')}`];
}

/** A last layer with one output makes the network a classifier; any other is left out of embeddings. */
function headOf(find: FindTensor, width: number): { head: Head | null; remark: string } {
  const last = find('fc.weight');
  if (last?.shape.join() === `1,${width}`) {
    const bias = find('fc.bias');
    if (bias && bias.shape.join() !== '1') refuse(`fc.bias has the shape ${shapeText(bias)}`);
    const weights = finiteValues('fc.weight', last);
    const offset = bias ? (finiteValues('fc.bias', bias)[0] ?? 0) : 0;
    return { head: { weights, bias: offset }, remark: 'a complete classifier (one output)' };
  }
  if (last) return { head: null, remark: `its last layer (${shapeText(last)}) left out` };
  return { head: null, remark: find('fc.0.weight') ? 'its projection head left out' : '' };
}

function finiteValues(name: string, tensor: StoredTensor | undefined): Float32Array<ArrayBuffer> {
  const values = tensor?.values() ?? refuse(`${name} is missing`);
  // A loop, since a call for each of 20 million values takes longer than reading them.
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) refuse(`${name} holds values that are not finite`);
  }
  return values;
}

function differingName(arch: unknown, architecture: string): string[] {
  if (typeof arch !== 'string' || arch === architecture.toLowerCase().replace('-', '')) return [];
  return [
    `The file calls its network ${quoted(arch)}; its weights are those of a ${architecture}.`,
  ];
}
