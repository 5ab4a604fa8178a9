import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { SpareRoom } from './block-cache.ts';
import { unpackBlock } from './compression.ts';
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

/** Bytes between two blocks that are read with them: writers let a block begin at an even place. */
const mostBetween = 16;
const mostAtOnce = 4 * 2 ** 20;

/**
 * Reads blocks in order, those that lie together in the file in one go, and hands each on, unpacked and in this
 * machine's byte order: rows that are void after the call. Failure: `file-unreadable` when one does not unpack.
 */
export async function readBlocks(
  file: TiffFile,
  page: Page,
  { offsets, lengths }: BlockPlaces,
  blocks: readonly number[],
  spare: SpareRoom,
  each: (block: number, rows: Uint8Array<ArrayBuffer>) => void,
): Promise<Outcome<null>> {
  const startOf = (at: number) => offsets[blocks[at] ?? 0] ?? 0;
  const endOf = (at: number) => startOf(at) + (lengths[blocks[at] ?? 0] ?? 0);
  for (let first = 0; first < blocks.length; ) {
    const start = startOf(first);
    let next = first + 1;
    while (next < blocks.length) {
      const between = startOf(next) - endOf(next - 1);
      if (between < 0 || between > mostBetween || endOf(next) - start > mostAtOnce) break;
      next++;
    }
    const length = endOf(next - 1) - start;
    const room = spare.take(length);
    const packed = await file.bytes.read(start, length, room);
    if (!packed.ok) return packed;
    for (; first < next; first++) {
      const block = blocks[first] ?? 0;
      const own = packed.value.subarray(startOf(first) - start, endOf(first) - start);
      const rows = unpacked(page, block, own);
      if (rows === null) {
        const reason = `block ${block + 1} of page ${page.index + 1} does not unpack`;
        return fail({ kind: 'file-unreadable', path: file.bytes.path, reason });
      }
      each(block, nativeRows(rows, page, file.littleEndian));
    }
    spare.giveBack(room);
  }
  return succeed(null);
}

function unpacked(
  page: Page,
  block: number,
  packed: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> | null {
  if (page.compression === 1) return packed;
  const length = rowsOfBlock(page, block) * rowBytesOf(page, page.blockWidth);
  return unpackBlock(page.compression, packed, length);
}
