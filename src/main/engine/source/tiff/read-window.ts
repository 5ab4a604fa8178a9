import { type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Box } from '../../../../shared/patch.ts';
import { newSamples } from '../sample-layout.ts';
import type { Samples } from '../volume-format.ts';
import type { BlockCache, SpareRoom } from './block-cache.ts';
import { type BlockPlaces, blocksAcross, readBlocks, rowsOfBlock } from './blocks.ts';
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
  kept: { readonly cache: BlockCache; readonly spare: SpareRoom },
  room?: ArrayBuffer,
): Promise<Outcome<Samples>> {
  const { page } = plane;
  return page.compression === 1 && !page.isTiled
    ? readUnpackedRows(file, plane, places, window, room)
    : readPackedWindow(file, page, places, window, kept, room);
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

async function readPackedWindow(
  file: TiffFile,
  page: Page,
  places: BlockPlaces,
  window: Box,
  { cache, spare }: { readonly cache: BlockCache; readonly spare: SpareRoom },
  room?: ArrayBuffer,
): Promise<Outcome<Samples>> {
  const { y0, y1, x0, x1 } = window;
  const samples = newSamples(page.sampleType, (y1 - y0) * (x1 - x0), room);
  const { blockWidth, blockHeight } = page;
  const missing: number[] = [];
  const copy = (block: number, rows: Uint8Array<ArrayBuffer>) => {
    const at = placeOf(page, block);
    copyBlock(rows, page, at, window, samples);
    return at;
  };
  for (let down = Math.floor(y0 / blockHeight); down * blockHeight < y1; down++) {
    for (let across = Math.floor(x0 / blockWidth); across * blockWidth < x1; across++) {
      const block = down * blocksAcross(page) + across;
      const rows = cache.get(`${page.index}/${block}`);
      if (rows === undefined) missing.push(block);
      else copy(block, rows);
    }
  }
  const read = await readBlocks(file, page, places, missing, spare, (block, rows) => {
    const { top, left } = copy(block, rows);
    // Whoever has all of a block does not ask for it again soon.
    const end = { y: Math.min(page.height, top + rowsOfBlock(page, block)), x: left + blockWidth };
    const isWhole = y0 <= top && end.y <= y1 && x0 <= left && Math.min(page.width, end.x) <= x1;
    if (!isWhole) cache.put(`${page.index}/${block}`, rows.slice());
  });
  return read.ok ? succeed(samples) : read;
}

function placeOf(page: Page, block: number): { readonly top: number; readonly left: number } {
  const across = block % blocksAcross(page);
  const down = (block - across) / blocksAcross(page);
  return { top: down * page.blockHeight, left: across * page.blockWidth };
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
  if (end - start === x1 - x0) {
    samples.set(part, (from - y0) * (x1 - x0));
    return;
  }
  for (let y = from; y < to; y++) {
    const row = part.subarray((y - from) * (end - start), (y - from + 1) * (end - start));
    samples.set(row, (y - y0) * (x1 - x0) + start - x0);
  }
}
