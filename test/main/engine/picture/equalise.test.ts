import { expect, test } from 'vitest';
import { equalise, equaliseWindow } from '../../../../src/main/engine/picture/equalise.ts';

const size = 224;
const window = 28;
const clipLimit = 3;
const picture = (level: (y: number, x: number) => number) => ({
  pixels: Uint8Array.from({ length: size * size }, (_, i) => level(Math.floor(i / size), i % size)),
  height: size,
  width: size,
});
const spread = (pixels: Uint8Array, from: number, to: number) => {
  const part = pixels.subarray(from * size, to * size);
  return Math.max(...part) - Math.min(...part);
};

/** The definition, read aloud: cut the window's histogram, spread what was cut, sum up to the pixel's level. */
function plainLevel(pixels: Uint8Array, y: number, x: number): number {
  const counts = new Array<number>(256).fill(0);
  for (let dy = -window / 2; dy < window / 2; dy++) {
    for (let dx = -window / 2; dx < window / 2; dx++) {
      const level = pixels[(y + dy) * size + x + dx] ?? 0;
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
  const limit = (clipLimit * window * window) / 256;
  const cut = counts.reduce((sum, count) => sum + Math.max(0, count - limit), 0);
  const level = pixels[y * size + x] ?? 0;
  const below = counts
    .slice(0, level + 1)
    .reduce((sum, count) => sum + Math.min(count, limit) + cut / 256, 0);
  return (255 * below) / window ** 2;
}

const drawings = {
  'a ramp': picture((_, x) => Math.floor((x * 255) / (size - 1))),
  'stripes on a bright ground': picture((y, x) => 150 + ((x >> 4) % 2) * 10 + ((x * y) % 7)),
  // A linear congruential generator: the same noise every time.
  noise: picture((y, x) => 100 + ((Math.imul(y * size + x + 1, 1664525) >>> 26) & 31)),
};

test.each(Object.entries(drawings))(
  '%s is drawn as the plain definition draws it, clipped at three times the mean',
  async (_, drawn) => {
    const equalised = await equalise(drawn);
    let furthest = 0;
    for (let y = window; y < size - window; y += 7) {
      for (let x = window; x < size - window; x += 7) {
        const difference = Math.abs(
          (equalised[y * size + x] ?? 0) - plainLevel(drawn.pixels, y, x),
        );
        furthest = Math.max(furthest, difference);
      }
    }
    // libvips rounds the limit to whole pixels: 9 of 9.19.
    expect(furthest).toBeLessThan(4);
  },
);

test('faint detail in a dark half and in a bright half both gain contrast', async () => {
  const faint = picture((y, x) => (y < 112 ? 20 : 200) + ((x >> 2) % 2) * 6 + ((x * y) % 3));
  const drawn = await equalise(faint);
  expect(drawn).toHaveLength(size * size);
  expect(spread(drawn, 30, 80)).toBeGreaterThan(2 * spread(faint.pixels, 30, 80));
  expect(spread(drawn, 140, 190)).toBeGreaterThan(2 * spread(faint.pixels, 140, 190));
});

test('the clip limit grows with the window, as far as the library lets it', () => {
  expect(equaliseWindow(224, 224)).toEqual({ high: 28, wide: 28, maxSlope: 9 });
  expect(equaliseWindow(512, 512)).toEqual({ high: 64, wide: 64, maxSlope: 48 });
  expect(equaliseWindow(4096, 4096)).toEqual({ high: 92, wide: 92, maxSlope: 99 });
});

test('a patch too small for windows is left as it is', async () => {
  const small = { pixels: Uint8Array.of(1, 2, 3, 4), height: 2, width: 2 };
  expect(await equalise(small)).toBe(small.pixels);
});

test('a patch of 1024 pixels is within what the library takes', async () => {
  const pixels = new Uint8Array(1024 * 1024).map((_, i) => i % 251);
  expect(await equalise({ pixels, height: 1024, width: 1024 })).toHaveLength(1024 * 1024);
});
