/**
 * The inverse of a symmetric positive definite matrix by its Cholesky factor; about size^3 steps.
 *
 * @param matrix size x size, row-major; only its lower triangle is read.
 * @returns size x size, symmetric.
 * @throws RangeError where the matrix is not positive definite.
 */
export function inversePositiveDefinite(matrix: Float64Array, size: number): Float64Array {
  const inverse = invertedLower(choleskyFactor(matrix, size), size);
  return timesOwnTranspose(inverse, size);
}

/** L with L * L^T = matrix, lower triangle. */
function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k++) sum -= lower[row * size + k]! * lower[column * size + k]!;
      if (column < row) lower[row * size + column] = sum / lower[column * size + column]!;
      else if (sum > 0) lower[row * size + row] = Math.sqrt(sum);
      else throw new RangeError(`row ${row} makes the matrix not positive definite`);
    }
  }
  return lower;
}

/** L^-1 transposed, so that its rows are read along: row j holds column j of L^-1. */
function invertedLower(lower: Float64Array, size: number): Float64Array {
  const columns = new Float64Array(size * size);
  for (let column = 0; column < size; column++) {
    const own = column * size;
    columns[own + column] = 1 / lower[own + column]!;
    for (let row = column + 1; row < size; row++) {
      let sum = 0;
      for (let k = column; k < row; k++) sum -= lower[row * size + k]! * columns[own + k]!;
      columns[own + row] = sum / lower[row * size + row]!;
    }
  }
  return columns;
}

/** L^-T * L^-1 from the columns of L^-1. */
function timesOwnTranspose(columns: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let k = row; k < size; k++)
        sum += columns[row * size + k]! * columns[column * size + k]!;
      product[row * size + column] = sum;
      product[column * size + row] = sum;
    }
  }
  return product;
}
