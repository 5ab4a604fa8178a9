import { inflateRawSync } from 'node:zlib';
import { quoted, refuse } from '../refusal.ts';
import type { FileBytes } from './file-bytes.ts';

/** One member of a zip archive, as its directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** bytes after unpacking */
  readonly size: number;
  /** Part of the unpacked bytes, inside `size`. A packed entry is unpacked whole. */
  read(offset: number, length: number): Buffer<ArrayBuffer>;
}

const mostEntries = 100_000;
const largestDirectory = 32 << 20;
/** torch stores its entries as they are; only an archive packed again by hand has to be unpacked. */
const largestUnpacked = 64 << 20;
/** All of an archive together; a ResNet-50 takes 94 MB. */
const mostUnpacked = 160 << 20;

const endSignature = 0x06054b50;
const end64LocatorSignature = 0x07064b50;
const end64Signature = 0x06064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * The members of a zip archive (stored or deflated, zip64), by name.
 *
 * Refuses archives that could mean two things: entries that overlap or share a name, names that
 * leave the archive's folder, a local header that disagrees with the directory, encryption.
 * @see APPNOTE.TXT 6.3.10, section 4.3
 */
export function zipEntries(file: FileBytes): ReadonlyMap<string, ZipEntry> {
  const { count, offset, length } = directoryPlace(file);
  if (count > mostEntries || length > largestDirectory) {
    refuse(`the zip directory announces ${count} entries in ${length} bytes`);
  }
  const directory = file.read(offset, length);
  const entries = new Map<string, ZipEntry>();
  const extents: [start: number, end: number][] = [];
  const allowance = { bytes: mostUnpacked };
  for (let at = 0, i = 0; i < count; i++) {
    const described = describedEntry(directory, at);
    if (described.local + 30 + described.packed > offset) {
      refuse(`the zip entry ${quoted(described.name)} lies outside the archive's data`);
    }
    if (entries.has(described.name)) refuse(`two zip entries are called ${quoted(described.name)}`);
    entries.set(described.name, zipEntry(file, described, allowance));
    extents.push([described.local, described.local + 30 + described.packed]);
    at = described.next;
  }
  extents.sort(([a], [b]) => a - b);
  const overlap = extents.some(([start], i) => start < (extents[i - 1]?.[1] ?? 0));
  return overlap ? refuse('zip entries overlap') : entries;
}

function directoryPlace(file: FileBytes): { count: number; offset: number; length: number } {
  const tailLength = Math.min(file.size, 22 + 0xffff);
  const tail = file.read(file.size - tailLength, tailLength);
  let at = tailLength - 22;
  // The comment after the record has to end with the file, or a signature within it would count.
  while (at >= 0 && !(tail.readUInt32LE(at) === endSignature && endsHere(tail, at))) at--;
  if (at < 0) refuse('the zip archive has no directory; it may be cut short');
  if (at >= 20 && tail.readUInt32LE(at - 20) === end64LocatorSignature) {
    const record = file.read(Number(tail.readBigUInt64LE(at - 12)), 56);
    if (record.readUInt32LE(0) !== end64Signature)
      refuse('the zip64 directory is not where it is said to be');
    return {
      count: Number(record.readBigUInt64LE(32)),
      length: Number(record.readBigUInt64LE(40)),
      offset: Number(record.readBigUInt64LE(48)),
    };
  }
  return {
    count: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
}

const endsHere = (tail: Buffer, at: number): boolean =>
  at + 22 + tail.readUInt16LE(at + 20) === tail.length;

interface DescribedEntry {
  readonly name: string;
  readonly isDeflated: boolean;
  readonly packed: number;
  readonly size: number;
  readonly local: number;
  /** where the next entry of the directory begins */
  readonly next: number;
}

function describedEntry(directory: Buffer, at: number): DescribedEntry {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== entrySignature) {
    refuse('the zip directory is damaged');
  }
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
    directory.readUInt16LE(at + field),
  ) as [number, number, number]; // `as`: three fields in, three numbers out
  const extra = at + 46 + nameLength;
  const next = extra + extraLength + commentLength;
  if (next > directory.length) refuse('the zip directory is damaged');
  const name = directory.toString('utf8', at + 46, extra);
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    refuse(`the zip entry ${quoted(name)} has a name that leaves its folder`);
  }
  if (directory.readUInt16LE(at + 8) & 1) refuse(`the zip entry ${quoted(name)} is encrypted`);
  const method = directory.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) {
    refuse(`the zip entry ${quoted(name)} is packed by method ${method}`);
  }
  const [size, packed, local] = wideSizes(
    [24, 20, 42].map((field) => directory.readUInt32LE(at + field)),
    directory.subarray(extra, extra + extraLength),
  );
  if (method === 0 && size !== packed) refuse(`the zip entry ${quoted(name)} has two sizes`);
  return { name, isDeflated: method === 8, packed, size, local, next };
}

/** Sizes and place out of 32-bit fields, each replaced by its 64-bit twin where it is all ones. */
function wideSizes(narrow: readonly number[], extra: Buffer): [number, number, number] {
  let wide = Buffer.alloc(0);
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) wide = Buffer.from(extra.subarray(at + 4, at + 4 + length));
  }
  let used = 0;
  // `as`: the callers give three numbers, and each gives one.
  return narrow.map((value) => {
    if (value !== 0xffffffff) return value;
    if (used + 8 > wide.length) refuse('a zip64 entry lacks its sizes');
    used += 8;
    return Number(wide.readBigUInt64LE(used - 8));
  }) as [number, number, number];
}

function zipEntry(file: FileBytes, entry: DescribedEntry, allowance: { bytes: number }): ZipEntry {
  const { name, size, isDeflated } = entry;
  let start: number | null = null;
  return {
    name,
    size,
    read(offset, length) {
      start ??= dataStart(file, entry);
      if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
        refuse(`the zip entry ${quoted(name)} is shorter than what should be in it`);
      }
      if (!isDeflated) return file.read(start + offset, length);
      // Not kept: hundreds of entries would add up. An entry is hardly ever read twice.
      allowance.bytes -= size;
      if (allowance.bytes < 0) refuse('its zip entries unpack to more than weights can need');
      const unpacked = inflated(file.read(start, entry.packed), entry);
      return Buffer.from(new Uint8Array(unpacked.subarray(offset, offset + length)).buffer);
    },
  };
}

function dataStart(file: FileBytes, { name, local }: DescribedEntry): number {
  const header = file.read(local, 30);
  const nameLength = header.readUInt16LE(26);
  if (header.readUInt32LE(0) !== localSignature)
    refuse(`the zip entry ${quoted(name)} is not there`);
  if (file.read(local + 30, nameLength).toString('utf8') !== name) {
    refuse(`the zip entry ${quoted(name)} has another name where it begins`);
  }
  return local + 30 + nameLength + header.readUInt16LE(28);
}

function inflated(packed: Buffer, { name, size }: DescribedEntry): Uint8Array {
  if (size > largestUnpacked) refuse(`the zip entry ${quoted(name)} would unpack to ${size} bytes`);
  let bytes: Uint8Array;
  try {
    bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
  } catch {
    return refuse(`the zip entry ${quoted(name)} cannot be unpacked to its ${size} bytes`);
  }
  if (bytes.length !== size) refuse(`the zip entry ${quoted(name)} unpacks to another size`);
  return bytes;
}
