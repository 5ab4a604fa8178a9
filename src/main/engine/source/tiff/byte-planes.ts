import { addLeft } from './differences.ts';

/**
 * Undoes predictor 3 of fractional samples: a row holds all highest bytes, then all next ones ...,
 * each as the difference from its left neighbour, whatever the file's byte order.
 * @param size bytes of a sample
 * @returns rows of little-endian samples
 */
export function joinBytePlanes(
  rows: Uint8Array<ArrayBuffer>,
  width: number,
  channels: number,
  size: number,
): Uint8Array<ArrayBuffer> {
  const rowLength = width * channels;
  const joined = new Uint8Array(rows.length);
  addLeft(rows, 1, (rowLength * size) / channels, channels);
  for (let row = 0; row + rowLength * size <= rows.length; row += rowLength * size) {
    for (let plane = 0; plane < size; plane++) {
      const from = row + plane * rowLength;
      const to = row + size - 1 - plane;
      for (let i = 0; i < rowLength; i++) joined[to + i * size] = rows[from + i] ?? 0;
    }
  }
  return joined;
}
