import { type Failure, fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { ByteSource } from '../file-bytes.ts';

/** An opened TIFF or BigTIFF file and the order of its bytes. */
export interface TiffFile {
  readonly bytes: ByteSource;
  /** the same bytes, for directories and their values */
  readonly headers: ByteSource;
  readonly littleEndian: boolean;
  readonly isBig: boolean;
}

/** One entry of a directory: where its values are and how many. */
interface Entry {
  readonly type: number;
  readonly count: number;
  readonly at: number;
}

/** The tags of one page, unread. */
export interface Directory {
  readonly entries: ReadonlyMap<number, Entry>;
}

const bytesPerValue: { readonly [type: number]: number } = {
  1: 1, // byte
  2: 1, // text
  3: 2, // short
  4: 4, // long
  5: 8, // fraction of two longs
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4, // offset of a directory
  16: 8, // BigTIFF: long of eight bytes
  17: 8,
  18: 8,
};

// Baseline files have about 20 entries, scientific ones up to 100; more is a damaged count.
const mostEntries = 4096;

/** All directories of the main chain, in order. Failures: `header-invalid`, `file-truncated`. */
export async function readDirectories(
  bytes: ByteSource,
): Promise<Outcome<{ file: TiffFile; directories: Directory[] }>> {
  const head = await bytes.read(0, Math.min(16, bytes.size));
  if (!head.ok) return head;
  const start = readStart(bytes, head.value);
  if (!start.ok) return start;
  const { file, first } = start.value;
  const directories: Directory[] = [];
  const seen = new Set<number>();
  for (let offset = first; offset !== 0; ) {
    // Beyond any disk: a wrong number, not a copy that was cut short.
    if (offset > 2 ** 50) return fail(nonsense(file, `a page is said to be at byte ${offset}`));
    if (seen.has(offset)) return fail(nonsense(file, 'its pages lead back to one another'));
    seen.add(offset);
    const read = await readDirectory(file, offset);
    if (!read.ok) return read;
    directories.push(read.value.directory);
    offset = read.value.next;
  }
  if (directories.length === 0) return fail(nonsense(file, 'it has no pages'));
  return succeed({ file, directories });
}

/** The numbers of a tag, or an empty list where the page lacks it. Fractions come as quotients. */
export async function readNumbers(
  file: TiffFile,
  directory: Directory,
  tag: number,
): Promise<Outcome<readonly number[]>> {
  const entry = directory.entries.get(tag);
  if (entry === undefined) return succeed([]);
  const size = bytesPerValue[entry.type] ?? 1;
  const bytes = await file.headers.read(entry.at, entry.count * size);
  if (!bytes.ok) return bytes;
  const view = new DataView(bytes.value.buffer, bytes.value.byteOffset, bytes.value.length);
  const numbers = new Array<number>(entry.count);
  for (let i = 0; i < entry.count; i++) {
    numbers[i] = numberAt(view, i * size, entry.type, file.littleEndian);
  }
  return succeed(numbers);
}

/** The text of a tag, or '' where the page lacks it. Text of more than 4 MiB is cut. */
export async function readText(
  file: TiffFile,
  directory: Directory,
  tag: number,
): Promise<Outcome<string>> {
  const entry = directory.entries.get(tag);
  if (entry === undefined || entry.type !== 2) return succeed('');
  const bytes = await file.headers.read(entry.at, Math.min(entry.count, 1 << 22));
  if (!bytes.ok) return bytes;
  return succeed(new TextDecoder().decode(bytes.value).replace(/\0[\s\S]*$/, ''));
}

/** A `header-invalid` for this file. */
export const nonsense = (file: { readonly bytes: ByteSource }, what: string): Failure => ({
  kind: 'header-invalid',
  path: file.bytes.path,
  what,
});

function readStart(
  bytes: ByteSource,
  head: Uint8Array<ArrayBuffer>,
): Outcome<{ file: TiffFile; first: number }> {
  const invalid = fail(nonsense({ bytes }, 'it does not begin as a TIFF file does'));
  if (head.length < 8) return invalid;
  const view = new DataView(head.buffer);
  const littleEndian = head[0] === 0x49;
  const version = view.getUint16(2, littleEndian);
  if (head[0] !== head[1] || (head[0] !== 0x49 && head[0] !== 0x4d)) return invalid;
  const file = { bytes, headers: nearbyReader(bytes), littleEndian, isBig: version === 43 };
  if (version === 42) return succeed({ file, first: view.getUint32(4, littleEndian) });
  if (version !== 43 || head.length < 16 || view.getUint16(4, littleEndian) !== 8) return invalid;
  return succeed({ file, first: Number(view.getBigUint64(8, littleEndian)) });
}

async function readDirectory(
  file: TiffFile,
  offset: number,
): Promise<Outcome<{ directory: Directory; next: number }>> {
  const { littleEndian, isBig } = file;
  const countSize = isBig ? 8 : 2;
  const head = await file.headers.read(offset, countSize);
  if (!head.ok) return head;
  const headView = new DataView(head.value.buffer, head.value.byteOffset, countSize);
  const count = isBig
    ? Number(headView.getBigUint64(0, littleEndian))
    : headView.getUint16(0, littleEndian);
  if (count < 1 || count > mostEntries) return fail(nonsense(file, `a page has ${count} tags`));
  const entrySize = isBig ? 20 : 12;
  const length = count * entrySize + (isBig ? 8 : 4);
  const body = await file.headers.read(offset + countSize, length);
  if (!body.ok) return body;
  const view = new DataView(body.value.buffer, body.value.byteOffset, length);
  const entries = new Map<number, Entry>();
  for (let i = 0; i < count; i++) {
    const at = i * entrySize;
    const entry = readEntry(view, at, offset + countSize + at, file);
    if (entry !== null) entries.set(view.getUint16(at, littleEndian), entry);
  }
  const next = isBig
    ? Number(view.getBigUint64(length - 8, littleEndian))
    : view.getUint32(length - 4, littleEndian);
  return succeed({ directory: { entries }, next });
}

/** An entry, or null for one of an unknown type or whose values would lie outside the file. */
function readEntry(view: DataView, at: number, inFile: number, file: TiffFile): Entry | null {
  const { littleEndian, isBig } = file;
  const type = view.getUint16(at + 2, littleEndian);
  const size = bytesPerValue[type];
  if (size === undefined) return null;
  const count = isBig
    ? Number(view.getBigUint64(at + 4, littleEndian))
    : view.getUint32(at + 4, littleEndian);
  const inline = isBig ? 12 : 8;
  if (count * size <= (isBig ? 8 : 4)) return { type, count, at: inFile + inline };
  const target = isBig
    ? Number(view.getBigUint64(at + inline, littleEndian))
    : view.getUint32(at + inline, littleEndian);
  // Kept although it may lie outside: a tag that is needed then fails as truncated, others are never read.
  return { type, count, at: target };
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  if (type === 3) return view.getUint16(at, little);
  if (type === 4 || type === 13) return view.getUint32(at, little);
  if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little);
  if (type === 6) return view.getInt8(at);
  if (type === 8) return view.getInt16(at, little);
  if (type === 9) return view.getInt32(at, little);
  if (type === 10) return view.getInt32(at, little) / view.getInt32(at + 4, little);
  if (type === 11) return view.getFloat32(at, little);
  if (type === 12) return view.getFloat64(at, little);
  if (type === 17) return Number(view.getBigInt64(at, little));
  if (type === 16 || type === 18) return Number(view.getBigUint64(at, little));
  return view.getUint8(at);
}

/** Serves small reads out of the last 16 KiB: a directory and its values mostly lie together. */
function nearbyReader(bytes: ByteSource): ByteSource {
  const reach = 16384;
  let start = 0;
  let held = new Uint8Array(0);
  return {
    path: bytes.path,
    size: bytes.size,
    async read(offset, length) {
      if (length > reach || offset < 0 || offset + length > bytes.size) {
        return bytes.read(offset, length);
      }
      if (offset < start || offset + length > start + held.length) {
        const read = await bytes.read(offset, Math.min(reach, bytes.size - offset));
        if (!read.ok) return read;
        start = offset;
        held = read.value;
      }
      return succeed(held.slice(offset - start, offset - start + length));
    },
    close: () => bytes.close(),
  };
}
