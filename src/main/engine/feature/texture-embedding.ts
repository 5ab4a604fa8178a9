import { textureFeatureNames, textureFeatures } from './texture-features.ts';

/** Names of the embedding's numbers, in order. */
export const textureEmbeddingNames: readonly string[] = [...textureFeatureNames];

/** PLACEHOLDER until brief B lands. */
export function textureEmbedding(pixels: Uint8Array, width: number, height: number): Float32Array {
  return Float32Array.from(textureFeatures(pixels, width, height));
}
