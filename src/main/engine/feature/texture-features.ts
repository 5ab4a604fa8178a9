import { textureMaps } from '../kernel/texture-wasm.ts';

/** The four features of the random-forest baseline, in order. */
export const textureFeatureNames = [
  'lbp_std',
  'geomean_median',
  'entropy_std',
  'canny_mean',
] as const;

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
    levelDeviation(maps.binaryPattern()),
    levelMedian(maps.geometricMean()),
    standardDeviation(maps.entropy()),
    share(maps.edges()),
  );
}

function histogramOf(map: Uint8Array): Float64Array {
  const histogram = new Float64Array(256);
  for (let i = 0; i < map.length; i++) {
    const level = map[i] ?? 0;
    histogram[level] = (histogram[level] ?? 0) + 1;
  }
  return histogram;
}

/** Population standard deviation of a byte map; its sums are whole numbers, so nothing is lost. */
function levelDeviation(map: Uint8Array): number {
  let sum = 0;
  let squares = 0;
  histogramOf(map).forEach((count, level) => {
    sum += count * level;
    squares += count * level * level;
  });
  return Math.sqrt(squares * map.length - sum * sum) / map.length;
}

function levelMedian(map: Uint8Array): number {
  const histogram = histogramOf(map);
  const middle = (map.length - 1) / 2;
  return (
    (levelAtRank(histogram, Math.floor(middle)) + levelAtRank(histogram, Math.ceil(middle))) / 2
  );
}

function levelAtRank(histogram: Float64Array, rank: number): number {
  let below = 0;
  return histogram.findIndex((count) => {
    below += count;
    return below > rank;
  });
}

/** Population standard deviation in two passes. */
function standardDeviation(values: Float64Array): number {
  const mean = sumOf(values) / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += square((values[i] ?? 0) - mean);
  return Math.sqrt(squares / values.length);
}

const square = (value: number): number => value * value;

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return sum;
}

function share(edges: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < edges.length; i++) sum += edges[i] ?? 0;
  return sum / edges.length;
}
