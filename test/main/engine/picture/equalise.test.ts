import { expect, test } from 'vitest';
import { equalise } from '../../../../src/main/engine/picture/equalise.ts';

const size = 224;
const picture = (level: (y: number, x: number) => number) => ({
  pixels: Uint8Array.from({ length: size * size }, (_, i) => level(Math.floor(i / size), i % size)),
  height: size,
  width: size,
});
const spread = (pixels: Uint8Array, from: number, to: number) => {
  const part = pixels.subarray(from * size, to * size);
  return Math.max(...part) - Math.min(...part);
};

test('faint detail in a dark half and in a bright half both gain contrast', async () => {
  const faint = picture((y, x) => (y < 112 ? 20 : 200) + ((x >> 2) % 2) * 6 + ((x * y) % 3));
  const drawn = await equalise(faint);
  expect(drawn).toHaveLength(size * size);
  expect(spread(drawn, 30, 80)).toBeGreaterThan(1.4 * spread(faint.pixels, 30, 80));
  expect(spread(drawn, 140, 190)).toBeGreaterThan(1.4 * spread(faint.pixels, 140, 190));
});

test('a patch too small for windows is left as it is', async () => {
  const small = { pixels: Uint8Array.of(1, 2, 3, 4), height: 2, width: 2 };
  expect(await equalise(small)).toBe(small.pixels);
});
