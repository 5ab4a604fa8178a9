import type { GreyPicture } from './encode-picture.ts';

/** Takes a picture's rows from the top, some at a time, and gives it scaled down. */
export interface Shrinker {
  /** @param rows whole rows, row-major; the next ones each time */
  add(rows: Uint8Array): void;
  /** After the last row. */
  picture(): GreyPicture;
}

/**
 * Scales a picture down by area: each pixel is the mean of what it covers, parts of pixels included. It
 * takes rows as they are read, so that a section of any size is drawn in little memory.
 *
 * @param longestEdge the picture's longer edge is at most so long; a smaller picture stays as it is
 */
export function shrinker(height: number, width: number, longestEdge: number): Shrinker {
  const scale = Math.min(1, longestEdge / Math.max(height, width));
  const [high, wide] = [
    Math.max(1, Math.round(height * scale)),
    Math.max(1, Math.round(width * scale)),
  ];
  const pixels = new Uint8Array(high * wide);
  const narrow = new Float64Array(wide);
  const sums = new Float64Array(wide);
  const rowsEach = height / high;
  let row = 0;
  let out = 0;

  function finishRow(): void {
    const area = (width / wide) * rowsEach;
    for (let x = 0; x < wide; x++) {
      pixels[out * wide + x] = Math.round((sums[x] ?? 0) / area);
    }
    sums.fill(0);
    out++;
  }

  function addShare(share: number): void {
    for (let x = 0; x < wide; x++) sums[x] = (sums[x] ?? 0) + share * (narrow[x] ?? 0);
  }

  /** A row may lie across the border of two rows of the smaller picture. */
  function addRow(): void {
    let top = row;
    while (top < row + 1) {
      const border = out === high - 1 ? height : (out + 1) * rowsEach;
      const bottom = Math.min(row + 1, border);
      addShare(bottom - top);
      if (bottom === border) finishRow();
      top = bottom;
    }
  }

  return {
    add(rows) {
      if (high === height && wide === width) {
        pixels.set(rows, row * width);
        row += rows.length / width;
        return;
      }
      for (let start = 0; start < rows.length; start += width, row++) {
        narrowRow(rows, start, width, narrow);
        addRow();
      }
    },
    picture: () => ({ pixels, height: high, width: wide }),
  };
}

/** Sums of a row's values under each pixel of a narrower row, parts of values included. */
function narrowRow(rows: Uint8Array, start: number, width: number, narrow: Float64Array): void {
  const each = width / narrow.length;
  for (let x = 0; x < narrow.length; x++) {
    const [left, right] = [x * each, Math.min(width, (x + 1) * each)];
    const [first, last] = [Math.floor(left), Math.floor(right)];
    let sum = -(left - first) * (rows[start + first] ?? 0);
    for (let i = first; i < last; i++) sum += rows[start + i] ?? 0;
    if (last < width) sum += (right - last) * (rows[start + last] ?? 0);
    narrow[x] = sum;
  }
}
