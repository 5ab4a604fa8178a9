import { fail, type Outcome, succeed } from '../../../shared/failure.ts';

/** An array of numpy in C order (last axis fastest), whatever order the file stores. */
export type NpyArray =
  | { readonly kind: 'text'; readonly shape: readonly number[]; readonly values: readonly string[] }
  | { readonly kind: 'float32'; readonly shape: readonly number[]; readonly values: Float32Array }
  | { readonly kind: 'float64'; readonly shape: readonly number[]; readonly values: Float64Array }
  /** 1 for True */
  | { readonly kind: 'bool'; readonly shape: readonly number[]; readonly values: Uint8Array };

interface Header {
  readonly descr: string;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** where the values begin */
  readonly start: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const highestCodePoint = 0x10ffff;

/**
 * Reads a .npy file of text (`<U`), float32, float64 or bool, either byte order.
 *
 * Nothing is allocated that the file's own length does not pay for; pickled objects are refused.
 *
 * @param bytes the whole file.
 * @param path named in the failure `label-file-invalid`.
 */
export function readNpy(bytes: Uint8Array, path: string): Outcome<NpyArray> {
  const invalid = (what: string) => fail<NpyArray>({ kind: 'label-file-invalid', path, what });
  const header = readHeader(bytes);
  if (!header) return invalid('it does not begin like a .npy file');
  const type = /^([<>|=])([Ufb])(\d{1,9})$/u.exec(header.descr);
  const kind = type && kindOf(`${type[2]}`, Number(type[3]));
  if (!type || !kind) return invalid(`its values are of the type ${header.descr.slice(0, 40)}`);
  const itemBytes = kind === 'text' ? 4 * Number(type[3]) : Number(type[3]);
  const count = header.shape.reduce((product, length) => product * length, 1);
  const room = bytes.length - header.start;
  if (count * itemBytes > room || count > room) {
    return invalid(`it promises ${count} values but holds ${room} bytes of them`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + header.start, count * itemBytes);
  const array = decoded(kind, view, itemBytes, type[1] !== '>', header);
  return array ? succeed(array) : invalid('it holds numbers that are no characters');
}

/** Writes texts as a one-dimensional array of numpy's `<U` type, as long as the longest needs. */
export function writeTextNpy(texts: readonly string[]): Uint8Array {
  const points = texts.map((text) =>
    Array.from(text, (character) => character.codePointAt(0) ?? 0),
  );
  const length = points.reduce((most, { length }) => Math.max(most, length), 1);
  const file = emptyFile(`<U${length}`, [texts.length], 4 * length * texts.length);
  points.forEach((characters, i) => {
    characters.forEach((point, k) => {
      file.view.setUint32(4 * (i * length + k), point, true);
    });
  });
  return file.bytes;
}

/** Writes numbers in C order as `<f4` or `<f8`. The product of `shape` is the number of values. */
export function writeFloatNpy(
  values: Float32Array | Float64Array,
  shape: readonly number[],
): Uint8Array {
  const isShort = values instanceof Float32Array;
  const file = emptyFile(isShort ? '<f4' : '<f8', shape, values.byteLength);
  values.forEach((value, i) => {
    if (isShort) file.view.setFloat32(4 * i, value, true);
    else file.view.setFloat64(8 * i, value, true);
  });
  return file.bytes;
}

const numbers: ReadonlyMap<string, NpyArray['kind']> = new Map([
  ['f4', 'float32'],
  ['f8', 'float64'],
  ['b1', 'bool'],
]);

function kindOf(letter: string, size: number): NpyArray['kind'] | undefined {
  return letter === 'U' && size > 0 ? 'text' : numbers.get(`${letter}${size}`);
}

function readHeader(bytes: Uint8Array): Header | null {
  if (bytes.length < 12 || magic.some((byte, i) => bytes[i] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isLong = view.getUint8(6) >= 2;
  const from = isLong ? 12 : 10;
  const start = from + (isLong ? view.getUint32(8, true) : view.getUint16(8, true));
  if (start > bytes.length || start - from > 65536) return null;
  const text = new TextDecoder('latin1').decode(bytes.subarray(from, start));
  const descr = /'descr':\s*'([^']*)'/u.exec(text)?.[1];
  const order = /'fortran_order':\s*(True|False)/u.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/u.exec(text)?.[1];
  if (descr === undefined || order === undefined || shape === undefined) return null;
  const lengths = shape.split(',').map((part) => part.trim());
  return {
    descr,
    isFortran: order === 'True',
    shape: lengths.filter((part) => part !== '').map(Number),
    start,
  };
}

function decoded(
  kind: NpyArray['kind'],
  view: DataView,
  itemBytes: number,
  isLittle: boolean,
  { shape, isFortran }: Header,
): NpyArray | null {
  const count = view.byteLength / itemBytes;
  const places = isFortran ? fortranPlaces(shape, count) : null;
  const at = (i: number): number => (places ? (places[i] ?? 0) : i) * itemBytes;
  const fill = <T extends Float32Array | Float64Array | Uint8Array>(
    values: T,
    read: (offset: number) => number,
  ): T => {
    for (let i = 0; i < count; i++) values[i] = read(at(i));
    return values;
  };
  if (kind === 'text') {
    const values = Array.from({ length: count }, (_, i) =>
      textAt(view, at(i), itemBytes, isLittle),
    );
    return values.every((value) => value !== null) ? { kind, shape, values } : null;
  }
  if (kind === 'float32') {
    const values = fill(new Float32Array(count), (offset) => view.getFloat32(offset, isLittle));
    return { kind, shape, values };
  }
  if (kind === 'float64') {
    const values = fill(new Float64Array(count), (offset) => view.getFloat64(offset, isLittle));
    return { kind, shape, values };
  }
  const values = fill(new Uint8Array(count), (offset) => (view.getUint8(offset) === 0 ? 0 : 1));
  return { kind, shape, values };
}

/** Where each value in C order lies in a file whose first axis is the fastest. */
function fortranPlaces(shape: readonly number[], count: number): Float64Array {
  const places = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    let rest = i;
    let stride = count;
    let place = 0;
    for (const length of shape.toReversed()) {
      stride /= length;
      place += (rest % length) * stride;
      rest = Math.floor(rest / length);
    }
    places[i] = place;
  }
  return places;
}

/** A fixed-length UCS-4 text without the zeros that fill it up; null when a number is no character. */
function textAt(view: DataView, offset: number, bytes: number, isLittle: boolean): string | null {
  const points: number[] = [];
  for (let k = offset; k < offset + bytes; k += 4) points.push(view.getUint32(k, isLittle));
  if (points.some((point) => point > highestCodePoint)) return null;
  const end = points.findLastIndex((point) => point !== 0) + 1;
  let text = '';
  for (const point of points.slice(0, end)) text += String.fromCodePoint(point);
  return text;
}

/** A file with its header; values begin at a multiple of 64, as numpy writes them. */
function emptyFile(descr: string, shape: readonly number[], bytes: number) {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${lengths}), }`;
  const start = Math.ceil((10 + header.length + 1) / 64) * 64;
  const file = new Uint8Array(start + bytes);
  file.set(magic);
  file[6] = 1;
  new DataView(file.buffer).setUint16(8, start - 10, true);
  file.set(new TextEncoder().encode(`${header.padEnd(start - 11)}\n`), 10);
  return { bytes: file, view: new DataView(file.buffer, start) };
}
