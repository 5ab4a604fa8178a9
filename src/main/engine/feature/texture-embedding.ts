import { pyramidStatistics } from '../kernel/pyramid-statistics-wasm.ts';
import { binaryPatterns } from './binary-patterns.ts';
import { blocksOf } from './block-statistics.ts';
import { curvature } from './curvature.ts';
import { entropySpread } from './entropy-spread.ts';
import { greyLevels } from './grey-levels.ts';
import { localContrast } from './local-contrast.ts';
import { orientation } from './orientation.ts';
import { streaks } from './streaks.ts';
import { scales, type TextureFamily } from './texture-family.ts';

/** In the order of the embedding. Another set needs another `textureEncoderHash`. */
const families: readonly TextureFamily[] = [
  binaryPatterns,
  curvature,
  orientation,
  streaks,
  localContrast,
  entropySpread,
  greyLevels,
];

const blockScales = 3;

/** Names of the embedding's numbers, in order. */
export const textureEmbeddingNames: readonly string[] = families.flatMap(({ names }) => names);

/**
 * The embedding that needs no network: what a patch's texture is like, in numbers with names.
 *
 * Scales are chosen for half precision: shares from 0 to 1, contrasts in octaves of grey levels.
 *
 * @param pixels 8-bit grey at the patch's true size, `height` rows of `width`, both >= 1.
 * @returns as many finite values as `textureEmbeddingNames`; 0 where a patch is too small to tell.
 * @see docs/texture-embedding.md for what each is worth.
 */
export function textureEmbedding(pixels: Uint8Array, width: number, height: number): Float32Array {
  const levels = pyramidStatistics(pixels, width, height, scales.length);
  const blocks = levels.slice(0, blockScales).map(blocksOf);
  const picture = { pixels, width, height, levels, blocks };
  return Float32Array.from(families.flatMap(({ measure }) => measure(picture)));
}
