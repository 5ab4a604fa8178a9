import { xorshift32 } from '../kernel/xorshift32.ts';

/** Rounds of subspace iteration: enough where the kept variances differ by a tenth; a start needs no more. */
const rounds = 40;

/**
 * The rows in the directions of their greatest variance, greatest first.
 *
 * @param rows n rows of `width` finite values, row-major
 * @param wanted directions kept; those beyond `width` are all zero
 * @param seed of the directions begun with; the same seed gives the same bytes
 * @returns n rows of `wanted` values, each column of zero mean
 */
export function principalComponents(
  rows: Float64Array,
  width: number,
  wanted: number,
  seed: number,
): Float64Array {
  const centred = withoutMeans(rows, width);
  const covariance = covarianceOf(centred, width);
  const random = xorshift32(seed);
  let basis = Float64Array.from({ length: wanted * width }, () => random.next() / 2 ** 31 - 1);
  for (let round = 0; round < rounds; round++) {
    basis = orthonormal(multiply(basis, covariance, width), width);
  }
  return multiply(centred, transposed(basis, width), width);
}

function withoutMeans(rows: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width);
  rows.forEach((value, i) => {
    means[i % width] = (means[i % width] ?? 0) + value / (rows.length / width);
  });
  return rows.map((value, i) => value - (means[i % width] ?? 0));
}

function covarianceOf(centred: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  for (let start = 0; start < centred.length; start += width) {
    for (let i = 0; i < width; i++) {
      const value = centred[start + i] ?? 0;
      const line = i * width;
      for (let j = 0; j <= i; j++) {
        sums[line + j] = (sums[line + j] ?? 0) + value * (centred[start + j] ?? 0);
      }
    }
  }
  return sums.map((sum, at) => {
    const [i, j] = [Math.floor(at / width), at % width];
    return j <= i ? sum : (sums[j * width + i] ?? 0);
  });
}

/** a (n x inner) times b (inner x m), both row-major. */
function multiply(a: Float64Array, b: Float64Array, inner: number): Float64Array<ArrayBuffer> {
  const [height, width] = [a.length / inner, b.length / inner];
  const out = new Float64Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let i = 0; i < inner; i++) {
      const value = a[row * inner + i] ?? 0;
      for (let column = 0; column < width; column++) {
        const at = row * width + column;
        out[at] = (out[at] ?? 0) + value * (b[i * width + column] ?? 0);
      }
    }
  }
  return out;
}

function transposed(rows: Float64Array, width: number): Float64Array {
  const height = rows.length / width;
  return rows.map((_, at) => rows[(at % height) * width + Math.floor(at / height)] ?? 0);
}

/** Gram-Schmidt, modified; a row that the others span already becomes zero. */
function orthonormal(basis: Float64Array<ArrayBuffer>, width: number): Float64Array<ArrayBuffer> {
  for (let start = 0; start < basis.length; start += width) {
    const own = basis.subarray(start, start + width);
    for (let before = 0; before < start; before += width) {
      const other = basis.subarray(before, before + width);
      const along = inner(own, other);
      for (let i = 0; i < width; i++) own[i] = (own[i] ?? 0) - along * (other[i] ?? 0);
    }
    const length = Math.sqrt(inner(own, own));
    for (let i = 0; i < width; i++) own[i] = length > 1e-12 ? (own[i] ?? 0) / length : 0;
  }
  return basis;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}
