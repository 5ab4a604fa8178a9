import { inversePositiveDefinite } from '../kernel/inverse-positive-definite.ts';

/** Labelled rows that a line is fitted between. */
export interface LogisticProblem {
  /** count x width, row-major, finite */
  readonly rows: Float32Array;
  readonly width: number;
  /** 1 or 0 a row */
  readonly labels: Uint8Array;
  /** how much each row counts; 0 leaves it out; both classes have some */
  readonly rowWeights: Float32Array;
  /** weight of half the squared coefficients against the mean loss, > 0; the intercept is free */
  readonly l2: number;
}

/** The logit of a row is `coefficients . row + intercept`. */
export interface LogisticFit {
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly steps: number;
}

/** What the descent starts from. */
export interface LogisticDescent {
  /** count x width, standardised, the last column ones */
  readonly rows: Float32Array;
  readonly width: number;
  readonly labels: Uint8Array;
  readonly rowWeights: Float32Array;
  readonly l2: number;
  /** width x width: inverse of a bound of the Hessian */
  readonly stepMatrix: Float64Array;
  readonly mostSteps: number;
  /** largest component of a step at which it has settled */
  readonly settledBelow: number;
}

/** The two parts that cost time, in typed arrays or by ONNX Runtime. */
export interface LogisticSteps {
  /** width x width: weighted rows times rows over the sum of weights. */
  gram(rows: Float32Array, rowWeights: Float32Array, width: number): Promise<Float64Array>;
  /** width coefficients */
  descend(descent: LogisticDescent): Promise<{ solved: ArrayLike<number>; steps: number }>;
}

const mostSteps = 300;
const settledBelow = 1e-5;

/**
 * Fits a logistic regression: smallest weighted mean log-loss plus penalty. No randomness.
 *
 * Steps by a fixed bound of the Hessian (Boehning and Lindsay 1988), accelerated (Nesterov 1983) with
 * restarts (O'Donoghue and Candes 2015); settled when no coefficient moves by a hundred-thousandth.
 */
export async function fitLogistic(
  problem: LogisticProblem,
  steps: LogisticSteps,
  prepared?: PreparedRows,
): Promise<LogisticFit> {
  const { labels, rowWeights, l2 } = problem;
  const width = problem.width + 1;
  const { standard, gram } = prepared ?? (await prepareRows(problem, steps));
  const matrix = stepMatrix(gram, width, l2);
  const descent = { rows: standard.rows, width, labels, rowWeights, l2, mostSteps, settledBelow };
  const found = await steps.descend({ ...descent, stepMatrix: matrix });
  return { ...unstandardised(found.solved, standard), steps: found.steps };
}

/** What fits that differ in their penalty alone share. */
export interface PreparedRows {
  readonly standard: StandardRows;
  readonly gram: Float64Array;
}

/** @param standard of the same rows, when it is known from other row weights. */
export async function prepareRows(
  { rows, width, rowWeights }: Omit<LogisticProblem, 'l2'>,
  steps: LogisticSteps,
  standard: StandardRows = standardRows(rows, width),
): Promise<PreparedRows> {
  return { standard, gram: await steps.gram(standard.rows, rowWeights, width + 1) };
}

/** Rows of zero mean and unit deviation with a column of ones behind them. */
export interface StandardRows {
  /** count x (width + 1) */
  readonly rows: Float32Array;
  readonly means: Float64Array;
  /** 1 where a column never varies */
  readonly deviations: Float64Array;
}

/** Standardises the columns over all rows, left-out ones too: no label is looked at. */
export function standardRows(rows: Float32Array, width: number): StandardRows {
  const count = rows.length / width;
  const means = new Float64Array(width);
  const deviations = new Float64Array(width);
  for (let row = 0; row < count; row++)
    for (let i = 0; i < width; i++) means[i] = (means[i] ?? 0) + (rows[row * width + i] ?? 0);
  for (let i = 0; i < width; i++) means[i] = (means[i] ?? 0) / count;
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) {
      const from = (rows[row * width + i] ?? 0) - (means[i] ?? 0);
      deviations[i] = (deviations[i] ?? 0) + from * from;
    }
  }
  for (let i = 0; i < width; i++) {
    const deviation = Math.sqrt((deviations[i] ?? 0) / count);
    const isSteady = deviation <= 1e-7 * (1 + Math.abs(means[i] ?? 0));
    deviations[i] = isSteady ? 1 : deviation;
  }
  const standard = new Float32Array(count * (width + 1));
  for (let row = 0; row < count; row++) {
    const at = row * (width + 1);
    for (let i = 0; i < width; i++) {
      const from = (rows[row * width + i] ?? 0) - (means[i] ?? 0);
      standard[at + i] = from / (deviations[i] ?? 1);
    }
    standard[at + width] = 1;
  }
  return { rows: standard, means, deviations };
}

/**
 * Inverse of the Hessian's bound: a quarter of the weighted Gram matrix, plus the penalty.
 *
 * @param gram width x width, of the weighted rows over the sum of weights; its last column is the ones'.
 */
function stepMatrix(gram: Float64Array, width: number, l2: number): Float64Array {
  const bound = gram.map((value) => value / 4);
  for (let i = 0; i < width; i++) {
    const penalty = i < width - 1 ? l2 : 0;
    // A trace of rounding in float32 Gram matrices must not make the bound indefinite.
    bound[i * width + i] = (bound[i * width + i] ?? 0) * (1 + 1e-6) + penalty + 1e-9;
  }
  return inversePositiveDefinite(bound, width);
}

/** Coefficients of the rows as they were before standardising. */
function unstandardised(
  solved: ArrayLike<number>,
  { means, deviations }: StandardRows,
): { coefficients: Float64Array; intercept: number } {
  const coefficients = Float64Array.from(
    deviations,
    (deviation, i) => (solved[i] ?? 0) / deviation,
  );
  const shift = coefficients.reduce((sum, value, i) => sum + value * (means[i] ?? 0), 0);
  return { coefficients, intercept: (solved[means.length] ?? 0) - shift };
}
