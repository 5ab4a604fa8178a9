import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cropGrid } from '../../../../src/main/engine/patch/crop-grid.ts';

interface GoldenGrid {
  images: { h: number; w: number; crop: number; ny: number; nx: number; boxes?: number[][] }[];
}
// Computed with the paper's own functions under Python 3; see the rule inside the file.
const golden = JSON.parse(
  readFileSync(new URL('../../../fixture/golden/grid.json', import.meta.url), 'utf8'),
) as GoldenGrid;

const asRows = (height: number, width: number, crop: number) =>
  cropGrid(height, width, crop, 'paper-exact').map(({ y0, y1, x0, x1 }) => [y0, y1, x0, x1]);

test('the paper-exact grid equals the golden one for every size, half-way cases among them', () => {
  expect(golden.images.length).toBeGreaterThan(20);
  for (const { h, w, crop, ny, nx, boxes } of golden.images) {
    const rows = asRows(h, w, crop);
    expect(rows.length, `${h} x ${w}`).toBe(ny * nx);
    if (boxes) expect(rows, `${h} x ${w}`).toEqual(boxes);
  }
});

test('halves are rounded to the even number of patches', () => {
  expect(asRows(1, 336, 224).length).toBe(2);
  expect(asRows(1, 560, 224).length).toBe(2);
  expect(asRows(1, 784, 224).length).toBe(4);
});

test('no-pixel-lost starts the last box early instead of cutting or dropping it', () => {
  expect(cropGrid(224, 500, 224, 'no-pixel-lost')).toEqual([
    { y0: 0, y1: 224, x0: 0, x1: 224 },
    { y0: 0, y1: 224, x0: 224, x1: 448 },
    { y0: 0, y1: 224, x0: 276, x1: 500 },
  ]);
});

test('no-pixel-lost covers every pixel with boxes of full size wherever the image allows it', () => {
  for (let length = 1; length <= 400; length++) {
    const patchSize = 16 + ((length * 7) % 60);
    const boxes = cropGrid(1, length, patchSize, 'no-pixel-lost');
    const covered = new Uint8Array(length);
    for (const { x0, x1 } of boxes) {
      expect(x1 - x0).toBe(Math.min(patchSize, length));
      covered.fill(1, x0, x1);
    }
    expect(covered.includes(0), `${length} px in patches of ${patchSize}`).toBe(false);
    expect(boxes.length).toBe(Math.ceil(length / patchSize));
    const overlapping = boxes.filter((box, i) => i > 0 && box.x0 < (boxes[i - 1]?.x1 ?? 0));
    expect(overlapping.every((box) => box === boxes.at(-1))).toBe(true);
  }
});

test('boxes come row by row', () => {
  const starts = cropGrid(448, 448, 224, 'no-pixel-lost').map(({ y0, x0 }) => [y0, x0]);
  expect(starts).toEqual([
    [0, 0],
    [0, 224],
    [224, 0],
    [224, 224],
  ]);
});
