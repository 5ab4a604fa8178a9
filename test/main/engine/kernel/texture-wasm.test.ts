import { expect, test } from 'vitest';
import { canny } from '../../../../src/main/engine/kernel/canny.ts';
import { localBinaryPattern } from '../../../../src/main/engine/kernel/local-binary-pattern.ts';
import { localEntropy } from '../../../../src/main/engine/kernel/local-entropy.ts';
import { localGeometricMean } from '../../../../src/main/engine/kernel/local-geometric-mean.ts';
import { levelHistogram, spreadOf } from '../../../../src/main/engine/kernel/map-statistics.ts';
import { textureMaps } from '../../../../src/main/engine/kernel/texture-wasm.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

type Painter = (y: number, x: number, byte: number) => number;
const painters: Record<string, Painter> = {
  noise: (_y, _x, byte) => byte,
  flat: () => 127,
  black: () => 0,
  steps: (y, x) => ((y >> 3) + (x >> 2)) * 16,
  grain: (y, x, byte) => 120 + 60 * Math.sin(x / 9) * Math.cos(y / 7) + (byte >> 4),
};
const sizes = [
  [1, 1],
  [2, 1],
  [1, 9],
  [5, 4],
  [11, 12],
  [64, 40],
  [41, 63],
] as const;

for (const [name, paint] of Object.entries(painters)) {
  for (const [width, height] of sizes) {
    test(`the fast maps of a ${width} x ${height} picture of ${name} equal the plain ones`, () => {
      const { byte } = xorshift32(width * 1000 + height);
      const pixels = Uint8Array.from({ length: width * height }, (_, i) =>
        paint(Math.floor(i / width), i % width, byte()),
      );
      const before = pixels.slice();
      const maps = textureMaps(pixels, width, height);
      expect(maps.binaryPattern()).toEqual(localBinaryPattern(pixels, width, height));
      expect(maps.geometricMean()).toEqual(localGeometricMean(pixels, width, height));
      expect(maps.edges()).toEqual(canny(pixels, width, height));
      const plain = localEntropy(pixels, width, height);
      const apart = maps.entropy().map((value, i) => Math.abs(value - (plain[i] ?? Number.NaN)));
      expect(Math.max(...apart)).toBeLessThan(1e-10);
      expect(maps.binaryPatternHistogram()).toEqual(levelHistogram(maps.binaryPattern()));
      expect(maps.geometricMeanHistogram()).toEqual(levelHistogram(maps.geometricMean()));
      expect(maps.edgesHistogram()).toEqual(levelHistogram(maps.edges()));
      expect(maps.entropySpread()).toEqual(spreadOf(maps.entropy()));
      expect(pixels).toEqual(before);
    });
  }
}

test('maps of one picture stay as they are when the next picture is worked on', () => {
  const noise = xorshift32(5);
  const first = textureMaps(Uint8Array.from({ length: 400 }, noise.byte), 20, 20).edges();
  const kept = first.slice();
  textureMaps(new Uint8Array(10_000).fill(9), 100, 100).edges();
  expect(first).toEqual(kept);
});
