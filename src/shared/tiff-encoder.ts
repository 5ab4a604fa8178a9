import type { VoxelSize } from './volume.ts';

/** What the header of an 8-bit grey TIFF says; the samples follow it, page after page. */
export interface GreyTiff {
  readonly width: number;
  readonly height: number;
  /** pages of equal size */
  readonly pages: number;
  /** recorded the way ImageJ records it; null records none */
  readonly voxelSize: VoxelSize | null;
}

const short = 3;
const long = 4;
const rational = 5;
const ascii = 2;

/** One 12-byte directory entry: tag, type, count, and the value or the offset of the value. */
type Entry = readonly [tag: number, type: number, count: number, value: number];

/**
 * The header of an uncompressed baseline TIFF whose samples follow at once, so that a stack can be
 * streamed without being held. Same input, same bytes: no software name, no date.
 *
 * Throws when the file would pass the 4 GiB that a TIFF can address.
 */
export function greyTiffHeader(tiff: GreyTiff): Uint8Array {
  const text = description(tiff);
  const tags = text === '' ? 12 : 13;
  const directoryBytes = 2 + tags * 12 + 4;
  const textAt = 8 + directoryBytes * tiff.pages;
  const resolutionAt = textAt + text.length + (text.length % 2);
  const samplesAt = resolutionAt + 16;
  const pageBytes = tiff.width * tiff.height;
  if (samplesAt + pageBytes * tiff.pages > 0xffffffff) throw new Error('TIFF over 4 GiB');
  const bytes = new Uint8Array(samplesAt);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, 8, true);
  for (let page = 0; page < tiff.pages; page++) {
    const at = 8 + page * directoryBytes;
    const next = page + 1 < tiff.pages ? at + directoryBytes : 0;
    const places = { textAt, resolutionAt, samplesAt: samplesAt + page * pageBytes };
    writeDirectory(view, at, entries(tiff, text, places), next);
  }
  for (let i = 0; i < text.length; i++) bytes[textAt + i] = text.charCodeAt(i);
  writeResolution(view, resolutionAt, tiff.voxelSize?.x);
  writeResolution(view, resolutionAt + 8, tiff.voxelSize?.y);
  return bytes;
}

/** A whole single-page TIFF. @param pixels row by row, `width * height` of them */
export function encodeGreyTiff(pixels: Uint8Array, width: number, height: number): Uint8Array {
  if (pixels.length !== width * height) throw new Error(`${pixels.length} is not a whole picture`);
  const header = greyTiffHeader({ width, height, pages: 1, voxelSize: null });
  const bytes = new Uint8Array(header.length + pixels.length);
  bytes.set(header);
  bytes.set(pixels, header.length);
  return bytes;
}

function entries(
  { width, height }: GreyTiff,
  text: string,
  at: { textAt: number; resolutionAt: number; samplesAt: number },
): readonly Entry[] {
  const all: readonly Entry[] = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, 1, 8], // bits per sample
    [259, short, 1, 1], // no compression
    [262, short, 1, 1], // 0 is black
    [270, ascii, text.length, at.textAt],
    [273, long, 1, at.samplesAt],
    [277, short, 1, 1], // samples per pixel
    [278, long, 1, height],
    [279, long, 1, width * height],
    [282, rational, 1, at.resolutionAt],
    [283, rational, 1, at.resolutionAt + 8],
    [296, short, 1, 1], // resolution without a unit: ImageJ's description names it
  ];
  return all.filter(([tag]) => tag !== 270 || text !== '');
}

function writeDirectory(view: DataView, at: number, list: readonly Entry[], next: number): void {
  view.setUint16(at, list.length, true);
  for (const [i, [tag, type, count, value]] of list.entries()) {
    const entry = at + 2 + i * 12;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, count, true);
    if (type === short) view.setUint16(entry + 8, value, true);
    else view.setUint32(entry + 8, value, true);
  }
  view.setUint32(at + 2 + list.length * 12, next, true);
}

/** Pixels per nanometre as a fraction; 1 when the edge is not known. */
function writeResolution(view: DataView, at: number, edgeNm = 1): void {
  view.setUint32(at, 10_000, true);
  view.setUint32(at + 4, Math.round(edgeNm * 10_000), true);
}

function description({ pages, voxelSize }: GreyTiff): string {
  if (!voxelSize) return '';
  const lines = ['ImageJ=1.53', `images=${pages}`, `slices=${pages}`, 'unit=nm'];
  return `${[...lines, `spacing=${voxelSize.z}`, 'loop=false'].join('\n')}\n\0`;
}
