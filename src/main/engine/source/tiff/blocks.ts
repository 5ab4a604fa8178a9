import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { unpackers } from './compression.ts';
import { nonsense, readNumbers, type TiffFile } from './directory.ts';
import { type Page, tags } from './page.ts';
import { nativeRows, rowBytesOf } from './rows.ts';

/** Where the strips or tiles of a page's first channel are in the file. */
export interface BlockPlaces {
  readonly offsets: readonly number[];
  readonly lengths: readonly number[];
}

// A single strip or tile is held in memory whole; larger ones do not occur in practice.
const largestBlock = 2 ** 30;
// LZW packs at most 2730 bytes into one, deflate 1032; more is a damaged or hostile header.
const mostBytesPerByte = 4096;

export const blocksAcross = (page: Page): number => Math.ceil(page.width / page.blockWidth);
export const blocksDown = (page: Page): number => Math.ceil(page.height / page.blockHeight);

/** Rows of pixels stored in a block: the last strip may be short, tiles never are. */
export function rowsOfBlock(page: Page, block: number): number {
  if (page.isTiled) return page.blockHeight;
  return Math.min(page.blockHeight, page.height - block * page.blockHeight);
}

/**
 * Reads and checks the places of a page's blocks: that there are enough of them, that they lie in the
 * file, and that they can hold what the header promises.
 * Failures: `header-invalid`, `file-truncated`.
 */
export async function readBlockPlaces(file: TiffFile, page: Page): Promise<Outcome<BlockPlaces>> {
  const [offsetTag, lengthTag] = page.isTiled
    ? [tags.tileOffsets, tags.tileLengths]
    : [tags.stripOffsets, tags.stripLengths];
  const offsets = await readNumbers(file, page.directory, offsetTag);
  if (!offsets.ok) return offsets;
  const count = blocksAcross(page) * blocksDown(page);
  if (offsets.value.length < count) {
    const what = `page ${page.index + 1} needs ${count} blocks and lists ${offsets.value.length}`;
    return fail(nonsense(file, what));
  }
  const stored = await readNumbers(file, page.directory, lengthTag);
  if (!stored.ok) return stored;
  const lengths = new Array<number>(count);
  for (let block = 0; block < count; block++) {
    const offset = offsets.value[block] ?? 0;
    const unpacked = rowsOfBlock(page, block) * rowBytesOf(page, page.blockWidth);
    // Old writers leave the lengths out or wrong; for unpacked blocks they follow from the size.
    const length =
      page.compression === 1 ? unpacked : (stored.value[block] ?? file.bytes.size - offset);
    if (offset + length > file.bytes.size) {
      const { path, size } = file.bytes;
      return unpacked > 2 ** 50
        ? fail(nonsense(file, `page ${page.index + 1} is ${page.width} x ${page.height} samples`))
        : fail({ kind: 'file-truncated', path, has: size, needs: offset + length });
    }
    const isTrap = unpacked > length * mostBytesPerByte + 4096;
    if (offset === 0 || length <= 0 || isTrap) {
      const what = `block ${block + 1} of page ${page.index + 1} cannot be ${length} bytes at ${offset}`;
      return fail(nonsense(file, what));
    }
    if (unpacked > largestBlock && (page.isTiled || page.compression !== 1)) {
      const what = `strips or tiles of ${unpacked} bytes`;
      return fail({ kind: 'samples-unsupported', path: file.bytes.path, what });
    }
    lengths[block] = length;
  }
  return succeed({ offsets: offsets.value, lengths });
}

/** A whole block, unpacked and in this machine's byte order. Failure: `file-unreadable` when it does not unpack. */
export async function readBlock(
  file: TiffFile,
  page: Page,
  places: BlockPlaces,
  block: number,
): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
  const packed = await file.bytes.read(places.offsets[block] ?? 0, places.lengths[block] ?? 0);
  if (!packed.ok) return packed;
  const unpack = unpackers[page.compression];
  if (unpack === undefined) return succeed(nativeRows(packed.value, page, file.littleEndian));
  const rowBytes = rowBytesOf(page, page.blockWidth);
  const rows = new Uint8Array(rowsOfBlock(page, block) * rowBytes);
  const written = unpack(packed.value, rows);
  if (written < rows.length) {
    const reason = `block ${block + 1} of page ${page.index + 1} does not unpack`;
    return fail({ kind: 'file-unreadable', path: file.bytes.path, reason });
  }
  return succeed(nativeRows(rows, page, file.littleEndian));
}
