import { momentsOf } from './moments.ts';
import { octaves, type TextureFamily } from './texture-family.ts';

/**
 * Which grey levels there are, wherever they are: mean (0..1), deviation in octaves, skewness; the share
 * of the commonest level, large where the patch is padded; the share of pure black and pure white, large
 * where the detector was saturated.
 */
export const greyLevels: TextureFamily = {
  names: ['grey_mean', 'grey_log_sd', 'grey_skewness', 'commonest_grey_share', 'saturated_share'],
  measure({ pixels }) {
    const histogram = new Uint32Array(256);
    for (let i = 0; i < pixels.length; i++) {
      const level = pixels[i] ?? 0;
      histogram[level] = (histogram[level] ?? 0) + 1;
    }
    const total = pixels.length;
    const means = [1, 2, 3, 4].map(
      (power) => histogram.reduce((sum, count, level) => sum + count * level ** power, 0) / total,
    );
    // `as`: four powers, four means.
    const { mean, deviation, skewness } = momentsOf(means as [number, number, number, number]);
    return [
      mean / 255,
      octaves(deviation),
      skewness,
      Math.max(...histogram) / total,
      ((histogram[0] ?? 0) + (histogram[255] ?? 0)) / total,
    ];
  },
};
