import { textureMaps } from '../kernel/texture-wasm.ts';

/** The four features of the random-forest baseline, in order. */
export const textureFeatureNames = [
  'lbp_std',
  'geomean_median',
  'entropy_std',
  'canny_mean',
] as const;

/** Features measured of every patch. */
export const featureCount = textureFeatureNames.length;

/**
 * Texture features of one patch: spread of the local binary pattern, median local geometric mean,
 * spread of the local entropy in bits, share of edge pixels.
 *
 * @param pixels 8-bit grey at the patch's true size, `height` rows of `width`.
 * @returns four values, in the order of `textureFeatureNames`.
 * @see spec 3.3; maps and sums equal scikit-image 0.19.3, spreads within 1e-9 of it.
 */
export function textureFeatures(pixels: Uint8Array, width: number, height: number): Float64Array {
  const maps = textureMaps(pixels, width, height);
  return Float64Array.of(
    levelDeviation(maps.binaryPatternHistogram(), pixels.length),
    levelMedian(maps.geometricMeanHistogram(), pixels.length),
    maps.entropySpread().deviation,
    (maps.edgesHistogram()[1] ?? 0) / pixels.length,
  );
}

/** Population standard deviation of a byte map; its sums are whole numbers, so nothing is lost. */
function levelDeviation(histogram: Uint32Array, size: number): number {
  let sum = 0;
  let squares = 0;
  histogram.forEach((count, level) => {
    sum += count * level;
    squares += count * level * level;
  });
  return Math.sqrt(squares * size - sum * sum) / size;
}

function levelMedian(histogram: Uint32Array, size: number): number {
  const middle = (size - 1) / 2;
  return (
    (levelAtRank(histogram, Math.floor(middle)) + levelAtRank(histogram, Math.ceil(middle))) / 2
  );
}

function levelAtRank(histogram: Uint32Array, rank: number): number {
  let below = 0;
  return histogram.findIndex((count) => {
    below += count;
    return below > rank;
  });
}
