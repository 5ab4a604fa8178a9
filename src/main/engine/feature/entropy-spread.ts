import { textureMaps } from '../kernel/texture-wasm.ts';
import type { TextureFamily } from './texture-family.ts';

/**
 * Mean and spread of the local entropy in bits over windows of 7 x 7 pixels: the spread is the
 * `entropy_std` of the random-forest baseline.
 */
export const entropySpread: TextureFamily = {
  names: ['entropy_7_mean', 'entropy_7_sd'],
  measure({ pixels, width, height }) {
    const entropy = textureMaps(pixels, width, height).entropy();
    let [sum, squares] = [0, 0];
    for (let i = 0; i < entropy.length; i++) {
      const bits = entropy[i] ?? 0;
      sum += bits;
      squares += bits * bits;
    }
    const mean = sum / entropy.length;
    // A float64 sum of some ten thousand squares below 32 loses nothing that half precision keeps.
    return [mean, Math.sqrt(Math.max(0, squares / entropy.length - mean * mean))];
  },
};
