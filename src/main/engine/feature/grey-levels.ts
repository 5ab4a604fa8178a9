import { octaves, type TextureFamily } from './texture-family.ts';

/** In percent. */
const ranks = [1, 5, 25, 50, 75, 95, 99] as const;

/**
 * Which grey levels there are, wherever they are: percentiles (0..1), their deviation in octaves, and
 * towards which side the middle 90 % lean (-1..1; Bowley's skewness at the twentieths, which stray
 * pixels do not move). The share of the commonest level is large where the patch is padded, those of
 * pure black and pure white where the detector was saturated.
 */
export const greyLevels: TextureFamily = {
  names: [
    ...ranks.map((rank) => `grey_percentile_${rank}`),
    'grey_log_sd',
    'grey_asymmetry',
    'commonest_grey_share',
    'black_share',
    'white_share',
  ],
  measure({ pixels }) {
    const histogram = histogramOf(pixels);
    const [, low = 0, , middle = 0, , high = 0] = ranks.map((rank) => percentile(histogram, rank));
    const total = pixels.length;
    return [
      ...ranks.map((rank) => percentile(histogram, rank) / 255),
      octaves(deviationOf(histogram, total)),
      high > low ? (high + low - 2 * middle) / (high - low) : 0,
      Math.max(...histogram) / total,
      (histogram[0] ?? 0) / total,
      (histogram[255] ?? 0) / total,
    ];
  },
};

function histogramOf(pixels: Uint8Array): Uint32Array {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < pixels.length; i++) {
    const level = pixels[i] ?? 0;
    histogram[level] = (histogram[level] ?? 0) + 1;
  }
  return histogram;
}

/** The grey level of the pixel at this rank, without interpolation. */
function percentile(histogram: Uint32Array, rank: number): number {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  const place = (rank / 100) * (total - 1);
  let below = 0;
  return histogram.findIndex((count) => {
    below += count;
    return below > place;
  });
}

function deviationOf(histogram: Uint32Array, total: number): number {
  const mean = histogram.reduce((sum, count, level) => sum + count * level, 0) / total;
  const squares = histogram.reduce((sum, count, level) => sum + count * (level - mean) ** 2, 0);
  return Math.sqrt(squares / total);
}
