import { expect, test } from 'vitest';
import { displayTable, levelCounts } from '../../../../src/main/engine/picture/contrast-table.ts';
import { type Display, plainDisplay } from '../../../../src/shared/display.ts';

const contrastTable = (
  pixels: Uint8Array,
  contrast: Display['contrast'],
  more: Partial<Display> = {},
) => displayTable(levelCounts(pixels), { ...plainDisplay, contrast, ...more });

const levels = (from: number, to: number) =>
  Uint8Array.from({ length: to - from + 1 }, (_, i) => from + i);

test('0-100 stretches the darkest level to black and the brightest to white', () => {
  const table = contrastTable(Uint8Array.of(100, 150, 200), '0-100');
  expect([table[0], table[100], table[150], table[200], table[255]]).toEqual([0, 0, 128, 255, 255]);
});

test('1-99 lets one pixel in a hundred at each end be cut off, and no more', () => {
  const pixels = new Uint8Array(100).fill(120);
  pixels[0] = 0;
  pixels[1] = 110;
  pixels[98] = 130;
  pixels[99] = 255;
  const table = contrastTable(pixels, '1-99');
  expect([table[110], table[120], table[130]]).toEqual([0, 128, 255]);
});

test('5-95 takes the levels that a twentieth of the pixels lie beyond', () => {
  const table = contrastTable(levels(0, 199), '5-95');
  expect([table[10], table[189]]).toEqual([0, 255]);
  expect(table[100]).toBe(Math.round(((100 - 10) * 255) / (189 - 10)));
});

test('a patch of one grey level is shown as that level', () => {
  const table = contrastTable(new Uint8Array(50).fill(77), '1-99');
  expect([...table]).toEqual([...levels(0, 255)]);
});

test('the table never turns a brighter level darker', () => {
  for (const contrast of ['0-100', '1-99', '5-95'] as const) {
    const table = contrastTable(levels(30, 90), contrast);
    for (let level = 1; level < 256; level++)
      expect(table[level]).toBeGreaterThanOrEqual(table[level - 1] ?? 0);
  }
});

test('as stored shows the levels themselves, inverted from white down', () => {
  expect([...contrastTable(levels(30, 90), 'as-stored')]).toEqual([...levels(0, 255)]);
  const inverted = contrastTable(levels(30, 90), 'as-stored', { invert: true });
  expect([...inverted]).toEqual([...levels(0, 255)].reverse());
});

test('gamma bends the middle after the stretch and leaves black and white', () => {
  const table = contrastTable(levels(100, 200), '0-100', { gamma: 2 });
  expect([table[100], table[125], table[200]]).toEqual([0, Math.round(255 * Math.sqrt(0.25)), 255]);
  expect(contrastTable(levels(100, 200), '0-100', { gamma: 0.5 })[150]).toBe(Math.round(255 / 4));
});
