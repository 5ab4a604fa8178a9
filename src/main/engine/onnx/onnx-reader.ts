import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { DamagedMessage, eachField, packedNumbers } from './protobuf-reader.ts';

/** An input or output of a model as its file describes it. */
export interface DescribedValue {
  readonly name: string;
  /** ONNX's code of the element type, 1 for float32; 0 for what is no tensor */
  readonly elementCode: number;
  /** a number, the name of a length that may vary, or null where nothing is said; null for no shape */
  readonly shape: readonly (number | string | null)[] | null;
}

/** A model's outline: all that can be known without running it. */
export interface OnnxOutline {
  readonly producer: string;
  /** what is to be given; constants listed as inputs, as old writers did, are left out */
  readonly inputs: readonly DescribedValue[];
  readonly outputs: readonly DescribedValue[];
  /** operators of the whole graph and those nested in it, with how often each is used */
  readonly operators: ReadonlyMap<string, number>;
  /** families the operators are of; empty for the standard one */
  readonly domains: ReadonlySet<string>;
  /** whether it brings operators of its own, written as functions */
  readonly hasFunctions: boolean;
  /** names of constants whose numbers are in another file */
  readonly elsewhere: readonly string[];
  readonly metadata: ReadonlyMap<string, string>;
}

interface Gathered {
  producer: string;
  graphs: number;
  hasFunctions: boolean;
  readonly inputs: DescribedValue[];
  readonly outputs: DescribedValue[];
  readonly constants: Set<string>;
  readonly operators: Map<string, number>;
  readonly domains: Set<string>;
  readonly elsewhere: string[];
  readonly metadata: Map<string, string>;
  /** of the file; bounds what a constant can hold */
  readonly size: number;
}

const deepestGraph = 16;
const mostValues = 1000;

/**
 * The outline of an ONNX file. Nothing is run, and no other file is opened.
 *
 * Failure: `header-invalid` where the bytes are no model.
 * @see onnx.proto3 of ONNX 1.17 for the field numbers.
 */
export function describeOnnx(path: string, bytes: Uint8Array): Outcome<OnnxOutline> {
  const gathered: Gathered = {
    producer: '',
    graphs: 0,
    hasFunctions: false,
    inputs: [],
    outputs: [],
    constants: new Set(),
    operators: new Map(),
    domains: new Set(),
    elsewhere: [],
    metadata: new Map(),
    size: bytes.length,
  };
  try {
    gatherModel(bytes, gathered);
  } catch (error) {
    if (!(error instanceof DamagedMessage)) throw error;
    return fail({ kind: 'header-invalid', path, what: `as an ONNX model, ${error.message}` });
  }
  if (gathered.graphs !== 1) {
    return fail({ kind: 'header-invalid', path, what: `it has ${gathered.graphs} ONNX graphs` });
  }
  const { constants } = gathered;
  return succeed({
    ...gathered,
    inputs: gathered.inputs.filter(({ name }) => !constants.has(name)),
  });
}

const textOf = (value: number | Uint8Array): string =>
  typeof value === 'number' ? '' : new TextDecoder().decode(value.subarray(0, 500));

/** The fields of a value that has to be a message. */
function eachFieldOf(
  value: number | Uint8Array,
  visit: (field: number, value: number | Uint8Array) => void,
): void {
  if (typeof value === 'number') throw new DamagedMessage('a number stands for a message');
  eachField(value, visit);
}

function gatherModel(bytes: Uint8Array, into: Gathered): void {
  eachField(bytes, (field, value) => {
    if (field === 2) into.producer = textOf(value);
    if (field === 7) {
      into.graphs++;
      gatherGraph(value, into, 0);
    }
    if (field === 14) gatherNote(value, into.metadata);
    if (field === 25) into.hasFunctions = true;
  });
}

function gatherNote(note: number | Uint8Array, into: Map<string, string>): void {
  let [key, text] = ['', ''];
  eachFieldOf(note, (field, value) => {
    if (field === 1) key = textOf(value);
    if (field === 2) text = textOf(value);
  });
  if (into.size < mostValues) into.set(key, text);
}

function gatherGraph(graph: number | Uint8Array, into: Gathered, depth: number): void {
  if (depth > deepestGraph) throw new DamagedMessage('graphs are nested too deep');
  eachFieldOf(graph, (field, value) => {
    if (field === 1) gatherNode(value, into, depth);
    if (field === 5) gatherConstant(value, into, depth === 0);
    if (field === 15) gatherSparse(value, into);
    if (depth > 0 || (field !== 11 && field !== 12)) return;
    const values = field === 11 ? into.inputs : into.outputs;
    if (values.length >= mostValues) throw new DamagedMessage('it has too many inputs or outputs');
    values.push(describedValue(value));
  });
}

/** A sparse constant is one of values and one of places. */
function gatherSparse(sparse: number | Uint8Array, into: Gathered): void {
  eachFieldOf(sparse, (field, part) => {
    if (field === 1 || field === 2) gatherConstant(part, into, false);
  });
}

function gatherNode(node: number | Uint8Array, into: Gathered, depth: number): void {
  let [operator, domain] = ['', ''];
  eachFieldOf(node, (field, value) => {
    if (field === 4) operator = textOf(value);
    if (field === 7) domain = textOf(value);
    if (field !== 5) return;
    eachFieldOf(value, (inner, held) => {
      if (inner === 5 || inner === 10) gatherConstant(held, into, false);
      if (inner === 6 || inner === 11) gatherGraph(held, into, depth + 1);
      if (inner === 22 || inner === 23) gatherSparse(held, into);
    });
  });
  into.domains.add(domain);
  into.operators.set(operator, (into.operators.get(operator) ?? 0) + 1);
}

function gatherConstant(constant: number | Uint8Array, into: Gathered, isNamed: boolean): void {
  let name = '';
  let isElsewhere = false;
  let count = 1;
  eachFieldOf(constant, (field, value) => {
    if (field === 1) {
      for (const edge of typeof value === 'number' ? [value] : packedNumbers(value)) {
        if (edge < 0) throw new DamagedMessage('a constant has a negative edge');
        count *= edge;
      }
    }
    if (field === 8) name = textOf(value);
    if (field === 13 || (field === 14 && value !== 0)) isElsewhere = true;
  });
  if (isElsewhere) into.elsewhere.push(name);
  // The narrowest numbers of ONNX take half a byte.
  else if (!(count / 2 <= into.size)) {
    throw new DamagedMessage('a constant announces more numbers than the file can hold');
  }
  if (isNamed) into.constants.add(name);
}

function describedValue(described: number | Uint8Array): DescribedValue {
  let name = '';
  let elementCode = 0;
  let shape: (number | string | null)[] | null = null;
  eachFieldOf(described, (field, value) => {
    if (field === 1) name = textOf(value);
    if (field !== 2) return;
    eachFieldOf(value, (kind, tensor) => {
      if (kind !== 1) return;
      eachFieldOf(tensor, (inner, held) => {
        if (inner === 1 && typeof held === 'number') elementCode = held;
        if (inner === 2) shape = describedShape(held);
      });
    });
  });
  return { name, elementCode, shape };
}

function describedShape(described: number | Uint8Array): (number | string | null)[] {
  const shape: (number | string | null)[] = [];
  eachFieldOf(described, (field, dimension) => {
    if (field !== 1) return;
    let length: number | string | null = null;
    eachFieldOf(dimension, (inner, value) => {
      if (inner === 1 && typeof value === 'number') length = value;
      if (inner === 2) length = textOf(value);
    });
    if (shape.length >= 32) throw new DamagedMessage('a shape has too many axes');
    shape.push(length);
  });
  return shape;
}
