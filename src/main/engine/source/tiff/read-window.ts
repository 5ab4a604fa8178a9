import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import { newSamples } from '../sample-layout.ts';
import type { Samples } from '../volume-format.ts';
import type { BlockCache } from './block-cache.ts';
import { type BlockPlaces, blocksAcross, readBlock } from './blocks.ts';
import type { TiffFile } from './directory.ts';
import type { Page } from './page.ts';
import { firstChannel, nativeRows, rowBytesOf } from './rows.ts';

/** A plane of a volume: a page, or for ImageJ's one-page stacks a page moved on by some bytes. */
export interface Plane {
  readonly page: Page;
  readonly shift: number;
}

/** The first channel of a window of a plane, reading only the strips or tiles that it touches. */
export function readPlaneWindow(
  file: TiffFile,
  plane: Plane,
  places: BlockPlaces,
  window: Box,
  cache: BlockCache,
  room?: ArrayBuffer,
): Promise<Outcome<Samples>> {
  const { page } = plane;
  return page.compression === 1 && !page.isTiled
    ? readUnpackedRows(file, plane, places, window, room)
    : readBlocks(file, page, places, window, cache);
}

/** Strips that are not packed: exactly the rows asked for, in as few reads as the layout allows. */
async function readUnpackedRows(
  file: TiffFile,
  { page, shift }: Plane,
  places: BlockPlaces,
  { y0, y1, x0, x1 }: Box,
  room?: ArrayBuffer,
): Promise<Outcome<Samples>> {
  const rowBytes = rowBytesOf(page, page.width);
  const stretches: { offset: number; length: number }[] = [];
  for (let strip = Math.floor(y0 / page.blockHeight); strip * page.blockHeight < y1; strip++) {
    const top = strip * page.blockHeight;
    const from = Math.max(y0, top);
    const to = Math.min(y1, top + page.blockHeight);
    const offset = (places.offsets[strip] ?? 0) + shift + (from - top) * rowBytes;
    const length = (to - from) * rowBytes;
    const last = stretches.at(-1);
    if (last !== undefined && last.offset + last.length === offset) last.length += length;
    else stretches.push({ offset, length });
  }
  const bytes = (y1 - y0) * rowBytes;
  // Several channels, or samples of a few bits, take other room than what is picked of them.
  const all =
    room && room.byteLength >= bytes ? new Uint8Array(room, 0, bytes) : new Uint8Array(bytes);
  let at = 0;
  for (const { offset, length } of stretches) {
    const part = await file.bytes.read(offset, length, all.subarray(at, at + length));
    if (!part.ok) return part;
    at += length;
  }
  const rows = nativeRows(all, page, file.littleEndian);
  return succeed(firstChannel(rows, page, page.width, x0, x1));
}

async function readBlocks(
  file: TiffFile,
  page: Page,
  places: BlockPlaces,
  window: Box,
  cache: BlockCache,
): Promise<Outcome<Samples>> {
  const { y0, y1, x0, x1 } = window;
  const samples = newSamples(page.sampleType, (y1 - y0) * (x1 - x0));
  const { blockWidth, blockHeight } = page;
  for (let down = Math.floor(y0 / blockHeight); down * blockHeight < y1; down++) {
    for (let across = Math.floor(x0 / blockWidth); across * blockWidth < x1; across++) {
      const block = down * blocksAcross(page) + across;
      const key = `${page.index}/${block}`;
      let rows = cache.get(key);
      if (rows === undefined) {
        const read = await readBlock(file, page, places, block);
        if (!read.ok) return read;
        rows = read.value;
        cache.put(key, rows);
      }
      copyBlock(
        rows,
        page,
        { top: down * blockHeight, left: across * blockWidth },
        window,
        samples,
      );
    }
  }
  return succeed(samples);
}

function copyBlock(
  rows: Uint8Array<ArrayBuffer>,
  page: Page,
  { top, left }: { top: number; left: number },
  { y0, y1, x0, x1 }: Box,
  samples: Samples,
): void {
  const rowBytes = rowBytesOf(page, page.blockWidth);
  const from = Math.max(y0, top);
  const to = Math.min(y1, top + rows.length / rowBytes);
  const needed = rows.subarray((from - top) * rowBytes, (to - top) * rowBytes);
  const start = Math.max(x0, left);
  const end = Math.min(x1, left + page.blockWidth);
  const part = firstChannel(needed, page, page.blockWidth, start - left, end - left);
  for (let y = from; y < to; y++) {
    const row = part.subarray((y - from) * (end - start), (y - from + 1) * (end - start));
    samples.set(row, (y - y0) * (x1 - x0) + start - x0);
  }
}
