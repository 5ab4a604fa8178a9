import type { GreyStack } from './grey-stack.ts';

const headerBytes = 1024;
/** Bytes of mode 0 are signed (MRC2014), so grey is stored with this taken off. */
const midGrey = 128;

/** What of a stack the header is made of. */
type Stack = Pick<GreyStack, 'sections' | 'height' | 'width' | 'pixels' | 'voxelSize'>;

/**
 * The header of an MRC file of signed bytes (mode 0) whose samples follow at once. The voxel size is the edge
 * of the cell, in angstrom, over its samples; 0 where it is not known.
 *
 * @see https://www.ccpem.ac.uk/mrc-format/mrc2014/
 */
export function mrcHeader({ sections, height, width, pixels, voxelSize }: Stack): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  const int = (word: number, value: number): void => view.setInt32(4 * (word - 1), value, true);
  const float = (word: number, value: number): void => view.setFloat32(4 * (word - 1), value, true);
  const sizes = [width, height, sections] as const;
  const edges = [voxelSize?.x, voxelSize?.y, voxelSize?.z] as const;
  const { low, high, mean, deviation } = statistics(pixels);
  for (const [i, size] of sizes.entries()) {
    int(1 + i, size);
    int(8 + i, size); // samples along the cell
    float(11 + i, size * (edges[i] ?? 0) * 10); // nanometres to angstrom
    float(14 + i, 90);
    int(17 + i, 1 + i); // columns, rows, sections
  }
  int(4, 0); // mode: signed bytes
  float(20, low - midGrey);
  float(21, high - midGrey);
  float(22, mean - midGrey);
  int(23, 1); // one volume
  int(28, 20140);
  bytes.set([0x4d, 0x41, 0x50, 0x20], 208); // "MAP "
  bytes.set([0x44, 0x44], 212); // little-endian
  float(55, deviation);
  return bytes;
}

/** Grey as the signed bytes that follow the header. */
export function mrcSamples({ pixels }: Pick<GreyStack, 'pixels'>): Uint8Array {
  return pixels.map((grey) => grey - midGrey);
}

/** Counted per grey, so that the sums are whole numbers and exact. */
function statistics(pixels: Uint8Array) {
  const counts = new Float64Array(256);
  for (const grey of pixels) counts[grey] = (counts[grey] ?? 0) + 1;
  const [low, high] = [counts.findIndex((n) => n > 0), counts.findLastIndex((n) => n > 0)];
  const average = (of: (grey: number) => number): number =>
    counts.reduce((sum, n, grey) => sum + n * of(grey), 0) / pixels.length;
  const mean = average((grey) => grey);
  return { low, high, mean, deviation: Math.sqrt(average((grey) => (grey - mean) ** 2)) };
}
