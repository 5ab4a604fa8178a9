export type Filter = 'box' | 'bilinear' | 'bicubic' | 'lanczos';

/** The weights of one output position: input `first + k` counts `weights[k] / 2^22`. */
export interface Tap {
  readonly first: number;
  readonly weights: Int32Array;
}

/** Binary digits after the point of an integer weight. */
export const weightBits = 22;

interface Kernel {
  readonly support: number;
  readonly at: (x: number) => number;
}

const kernels: { readonly [F in Filter]: Kernel } = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, at: (x) => bicubic(Math.abs(x)) },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/**
 * The integer weights with which Pillow resizes one axis of an 8-bit image.
 *
 * @param from input length, >= 1.
 * @param to output length, >= 1; one entry of the result each.
 * @see spec 2.2; the order of the float operations is Pillow's, because the rounding depends on it.
 */
export function resampleTaps(from: number, to: number, filter: Filter): readonly Tap[] {
  const scale = from / to;
  const stretch = Math.max(scale, 1);
  const { support, at } = kernels[filter];
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(centre - support * stretch + 0.5));
    const end = Math.min(from, Math.trunc(centre + support * stretch + 0.5));
    const weights = new Float64Array(end - first);
    for (let k = 0; k < weights.length; k++) {
      weights[k] = at((k + first - centre + 0.5) * (1 / stretch));
    }
    return { first, weights: toIntegers(weights) };
  });
}

function toIntegers(weights: Float64Array): Int32Array {
  let sum = 0;
  for (const weight of weights) sum += weight;
  return Int32Array.from(weights, (weight) => {
    const share = sum === 0 ? weight : weight / sum;
    return Math.trunc(share * 2 ** weightBits + (share < 0 ? -0.5 : 0.5));
  });
}

// a = -0.5, written as Pillow writes it.
function bicubic(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * -0.5 : 0;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
}
