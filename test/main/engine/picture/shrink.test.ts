import { expect, test } from 'vitest';
import { shrinker } from '../../../../src/main/engine/picture/shrink.ts';

function shrunken(pixels: Uint8Array, height: number, width: number, edge: number, rows: number) {
  const shrink = shrinker(height, width, edge);
  for (let at = 0; at < pixels.length; at += rows * width) {
    shrink.add(pixels.subarray(at, at + rows * width));
  }
  return shrink.picture();
}

/** The mean of each area, from a picture enlarged so that every border falls between two pixels. */
function plainly(pixels: Uint8Array, height: number, width: number, high: number, wide: number) {
  const means: number[] = [];
  for (let y = 0; y < high; y++) {
    for (let x = 0; x < wide; x++) {
      let sum = 0;
      for (let i = 0; i < height; i++) {
        for (let k = 0; k < width; k++) {
          const row = Math.floor((y * height + i) / high);
          sum += pixels[row * width + Math.floor((x * width + k) / wide)] ?? 0;
        }
      }
      means.push(Math.round(sum / (height * width)));
    }
  }
  return means;
}

const noise = Uint8Array.from({ length: 37 * 53 }, (_value, i) => (i * i * 31 + i * 7) & 255);

test.each([
  [53, 53, 37],
  [400, 53, 37],
  [20, 20, 14],
  [1, 1, 1],
  [50, 50, 35],
])(
  'a picture of 53 x 37 at most %i long is the mean of what each pixel covers',
  (edge, wide, high) => {
    const picture = shrunken(noise, 37, 53, edge, 5);
    expect([picture.width, picture.height]).toEqual([wide, high]);
    expect([...picture.pixels]).toEqual(plainly(noise, 37, 53, high, wide));
  },
);

test('it does not matter in how many parts the rows come', () => {
  const whole = shrunken(noise, 37, 53, 21, 37);
  for (const rows of [1, 2, 36]) expect(shrunken(noise, 37, 53, 21, rows)).toEqual(whole);
});

test('a line stays a line', () => {
  const line = Uint8Array.from({ length: 3000 }, () => 9);
  expect(shrunken(line, 3000, 1, 100, 64)).toEqual({
    height: 100,
    width: 1,
    pixels: new Uint8Array(100).fill(9),
  });
});
