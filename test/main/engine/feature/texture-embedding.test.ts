import { expect, test } from 'vitest';
import {
  textureEmbedding,
  textureEmbeddingNames,
} from '../../../../src/main/engine/feature/texture-embedding.ts';
import { textureFeatures } from '../../../../src/main/engine/feature/texture-features.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

type Painter = (y: number, x: number, byte: number) => number;

function named(width: number, height: number, paint: Painter): Record<string, number> {
  const { byte } = xorshift32(7);
  const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
    paint(Math.floor(i / width), i % width, byte()),
  );
  const values = textureEmbedding(pixels, width, height);
  expect(values.length).toBe(textureEmbeddingNames.length);
  return Object.fromEntries(
    textureEmbeddingNames.map((name, i) => [name, values[i] ?? Number.NaN]),
  );
}

/** Any name that is not there fails the test. */
function valuesOf(features: Record<string, number>, ...names: string[]): number[] {
  return names.map((name) => {
    expect(features).toHaveProperty([name]);
    return features[name] ?? Number.NaN;
  });
}

const noise: Painter = (_y, _x, byte) => byte;
const grain: Painter = (_y, _x, byte) => 120 + (byte >> 4);

test('every number has a name of its own', () => {
  expect(textureEmbeddingNames.length).toBe(64);
  expect(new Set(textureEmbeddingNames).size).toBe(64);
  expect(textureEmbeddingNames).toMatchSnapshot();
});

const painters: Record<string, Painter> = {
  noise,
  grey: () => 127,
  black: () => 0,
  white: () => 255,
  'one white pixel': (y, x) => (y + x === 0 ? 255 : 0),
  'a chessboard': (y, x) => ((y + x) % 2) * 255,
  stripes: (_y, x) => (x % 2) * 255,
};
const sizes = [
  [1, 1],
  [2, 1],
  [1, 300],
  [5, 300],
  [300, 5],
  [8, 8],
  [31, 33],
  [224, 224],
] as const;
for (const [name, paint] of Object.entries(painters)) {
  test(`all numbers of ${name} are finite in half precision, at any size`, () => {
    for (const [width, height] of sizes) {
      const features = named(width, height, paint);
      for (const [feature, value] of Object.entries(features)) {
        expect(Math.abs(value), `${feature} of ${width} x ${height}`).toBeLessThan(100);
      }
    }
  });
}

test('the same pixels give the same bytes, whatever was measured in between', () => {
  const first = named(224, 224, noise);
  named(40, 60, grain);
  expect(named(224, 224, noise)).toEqual(first);
});

test('the spread of the entropy is the one of the random-forest baseline', () => {
  const { byte } = xorshift32(3);
  const pixels = Uint8Array.from({ length: 64 * 48 }, byte);
  const at = textureEmbeddingNames.indexOf('entropy_7_sd');
  expect(textureEmbedding(pixels, 64, 48)[at]).toBeCloseTo(
    textureFeatures(pixels, 64, 48)[2] ?? Number.NaN,
    6,
  );
});

test('stripes down and across the patch are equally anisotropic', () => {
  const down = named(64, 64, (_y, x, byte) => (x % 8) * 20 + (byte >> 6));
  const across = named(64, 64, (y, _x, byte) => (y % 8) * 20 + (byte >> 6));
  const measured = [down, across].map((patch) => valuesOf(patch, 'anisotropy', 'streaks'));
  for (const octaves of measured.flat()) expect(octaves).toBeGreaterThan(4);
  expect(measured[0]?.[0]).toBeCloseTo(measured[1]?.[0] ?? 0, 1);
  expect(valuesOf(down, 'coherence_8_mean')[0]).toBeGreaterThan(0.9);
});

test('streaks a tenth as strong as the grain are seen in the means of columns', () => {
  const offsets = Array.from({ length: 224 }, xorshift32(2).byte).map((byte) => byte / 30);
  const [clean] = valuesOf(
    named(224, 224, (_y, _x, byte) => 60 + (byte >> 1)),
    'streaks',
  );
  const [streaky, anisotropy] = valuesOf(
    named(224, 224, (_y, x, byte) => 60 + (byte >> 1) + (offsets[x] ?? 0)),
    'streaks',
    'anisotropy',
  );
  expect(clean).toBeLessThan(0.5);
  expect(streaky).toBeGreaterThan(1);
  expect(anisotropy).toBeLessThan(0.1);
});

test('the noise estimate of normally distributed grain is its deviation', () => {
  const { byte } = xorshift32(5);
  // The sum of twelve uniform numbers, less six, is normal enough.
  const normal = () => Array.from({ length: 12 }, () => byte() / 255).reduce((a, b) => a + b, -6);
  const pixels = Uint8Array.from({ length: 224 * 224 }, () => Math.round(128 + 9 * normal()));
  const values = textureEmbedding(pixels, 224, 224);
  const sigma = 2 ** (values[textureEmbeddingNames.indexOf('noise_log_sigma')] ?? 0) - 0.25;
  expect(Math.abs(sigma - 9)).toBeLessThan(0.2);
  const tails = 2 ** (values[textureEmbeddingNames.indexOf('laplacian_1_log_kurtosis')] ?? 0);
  expect(Math.abs(tails - 3)).toBeLessThan(0.1);
});

test('dark membranes on a bright ground make curvature skewed and heavy-tailed', () => {
  const membranes = named(224, 224, (y, x, byte) =>
    (x + 3 * Math.sin(y / 9)) % 40 < 3 ? 60 : 170 + (byte >> 5),
  );
  const inverted = named(224, 224, (y, x, byte) =>
    (x + 3 * Math.sin(y / 9)) % 40 < 3 ? 195 : 85 - (byte >> 5),
  );
  const [dark, tails] = valuesOf(membranes, 'laplacian_4_skewness', 'laplacian_4_log_kurtosis');
  const [bright] = valuesOf(inverted, 'laplacian_4_skewness');
  expect(dark).toBeLessThan(-0.5);
  expect(bright).toBeGreaterThan(0.5);
  expect(tails).toBeGreaterThan(2);
});

test('padding shows as constant blocks and as one commonest grey level', () => {
  const half = named(224, 224, (_y, x, byte) => (x < 112 ? 0 : 40 + (byte >> 2)));
  const shares = ['constant_blocks_share', 'commonest_grey_share', 'black_share', 'white_share'];
  expect(valuesOf(half, ...shares)).toEqual([0.5, 0.5, 0.5, 0]);
});

test('blur steepens the spectrum: less is left at fine scales', () => {
  const [sharp] = valuesOf(named(224, 224, noise), 'spectrum_slope');
  const [blurred] = valuesOf(
    named(224, 224, (y, x, byte) => 128 + 60 * Math.sin(x / 5) * Math.cos(y / 6) + (byte >> 7)),
    'spectrum_slope',
  );
  expect(sharp).toBeLessThan(0);
  expect(blurred).toBeGreaterThan(0.5);
});
