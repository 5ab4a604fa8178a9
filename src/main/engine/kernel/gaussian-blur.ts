/** Weights of a Gaussian from its middle outwards, three standard deviations far; all of them together are 1. */
export function gaussianWeights(sigma: number): Float32Array {
  const radius = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: radius + 1 }, (_, i) =>
    Math.exp((-i * i) / (2 * sigma * sigma)),
  );
  const total = 2 * weights.reduce((sum, weight) => sum + weight) - 1;
  return Float32Array.from(weights, (weight) => weight / total);
}

/**
 * Filters a picture along rows, then along columns; beyond its edges the outermost pixels go on. The plain twin of
 * `gaussian-blur-wasm.ts`.
 *
 * @param weights from the middle outwards, as `gaussianWeights` gives them
 * @param out height x width
 */
export function blur(
  pixels: Float32Array,
  height: number,
  width: number,
  weights: Float32Array,
  out: Float32Array,
): void {
  const between = new Float32Array(height * width);
  const along = (from: Float32Array, y: number, x: number) =>
    from[Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x))]!;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = weights[0]! * along(pixels, y, x);
      for (let step = 1; step < weights.length; step++) {
        sum += weights[step]! * (along(pixels, y, x - step) + along(pixels, y, x + step));
      }
      between[y * width + x] = sum;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = weights[0]! * along(between, y, x);
      for (let step = 1; step < weights.length; step++) {
        sum += weights[step]! * (along(between, y - step, x) + along(between, y + step, x));
      }
      out[y * width + x] = sum;
    }
  }
}
