import {
  bytesField,
  floatField,
  joined,
  type Message,
  messageField,
  numberField,
  packedField,
  textField,
} from './protobuf-writer.ts';

/** Element types, by their names in ONNX Runtime. */
export type ElementType = keyof typeof elementCodes;

const elementCodes = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float16: 10 } as const;

/** A constant. `data` is little-endian in memory, as on every machine this runs on. */
export interface Constant {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array | Int32Array | Uint8Array | Uint16Array;
}

/** An input or output; a dimension with a name may have any length. */
export interface Value {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] }
  | { readonly floats: readonly number[] }
  | { readonly texts: readonly string[] }
  | { readonly tensor: Constant }
  | { readonly graph: Graph };

/** One operator. `domain` is empty for the standard ones. */
export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  readonly domain?: string;
}

export interface Graph {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly constants: readonly Constant[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
}

/** What a model file says of itself. */
export interface ModelNotes {
  readonly producer: string;
  /** shown by viewers: version, licence, how it was trained */
  readonly metadata?: Readonly<Record<string, string>>;
}

const irVersion = 10;
const opset = 21;
const treesDomain = 'ai.onnx.ml';
const treesOpset = 3;

/**
 * An ONNX model of a graph: opset 21, IR 10, plus the tree operators' opset where one is used.
 *
 * @see onnx.proto3 of ONNX 1.17 for the field numbers.
 */
export function onnxModel(
  graph: Graph,
  notes: ModelNotes = { producer: 'EM Curator' },
): Uint8Array<ArrayBuffer> {
  const usesTrees = graph.nodes.some(({ domain }) => domain === treesDomain);
  return joined([
    ...numberField(1, irVersion),
    ...textField(2, notes.producer),
    ...messageField(7, graphMessage(graph)),
    ...opsetField('', opset),
    ...(usesTrees ? opsetField(treesDomain, treesOpset) : []),
    ...Object.entries(notes.metadata ?? {}).flatMap(([key, value]) =>
      messageField(14, [...textField(1, key), ...textField(2, value)]),
    ),
  ]);
}

const opsetField = (domain: string, version: number): Message =>
  messageField(8, [...textField(1, domain), ...numberField(2, version)]);

function graphMessage(graph: Graph): Message {
  return [
    ...graph.nodes.flatMap((node) => messageField(1, nodeMessage(node))),
    ...textField(2, graph.name),
    ...graph.constants.flatMap((constant) => messageField(5, constantMessage(constant))),
    ...graph.inputs.flatMap((value) => messageField(11, valueMessage(value))),
    ...graph.outputs.flatMap((value) => messageField(12, valueMessage(value))),
  ];
}

function nodeMessage({ operator, inputs, outputs, attributes = {}, domain }: Node): Message {
  return [
    ...inputs.flatMap((name) => textField(1, name)),
    ...outputs.flatMap((name) => textField(2, name)),
    ...textField(4, operator),
    ...Object.entries(attributes).flatMap(([name, attribute]) =>
      messageField(5, [...textField(1, name), ...attributeMessage(attribute)]),
    ),
    ...(domain ? textField(7, domain) : []),
  ];
}

function attributeMessage(attribute: Attribute): Message {
  const kind = (code: number) => numberField(20, code);
  if ('float' in attribute) return [...floatField(2, attribute.float), ...kind(1)];
  if ('int' in attribute) return [...numberField(3, attribute.int), ...kind(2)];
  if ('text' in attribute) return [...textField(4, attribute.text), ...kind(3)];
  if ('tensor' in attribute)
    return [...messageField(5, constantMessage(attribute.tensor)), ...kind(4)];
  if ('graph' in attribute) return [...messageField(6, graphMessage(attribute.graph)), ...kind(5)];
  if ('floats' in attribute)
    return [...attribute.floats.flatMap((value) => floatField(7, value)), ...kind(6)];
  if ('ints' in attribute) return [...packedField(8, attribute.ints), ...kind(7)];
  return [...attribute.texts.flatMap((value) => textField(9, value)), ...kind(8)];
}

function constantMessage({ name, type, shape, data }: Constant): Message {
  return [
    ...(shape.length > 0 ? packedField(1, shape) : []),
    ...numberField(2, elementCodes[type]),
    ...textField(8, name),
    ...bytesField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}

function valueMessage({ name, type, shape }: Value): Message {
  const dimensions = shape.flatMap((dimension) =>
    messageField(
      1,
      typeof dimension === 'number' ? numberField(1, dimension) : textField(2, dimension),
    ),
  );
  const tensor = [...numberField(1, elementCodes[type]), ...messageField(2, dimensions)];
  return [...textField(1, name), ...messageField(2, messageField(1, tensor))];
}
