import type { LogisticDescent, LogisticSteps } from './logistic-regression.ts';

/** The steps in typed arrays: what those by ONNX Runtime are tested against. */
export const plainLogisticSteps: LogisticSteps = {
  gram: async (rows, rowWeights, width) => gramOf(rows, rowWeights, width),
  descend: async (descent) => descend(descent),
};

function descend(descent: LogisticDescent): { solved: Float64Array; steps: number } {
  const { width, stepMatrix, mostSteps, settledBelow } = descent;
  let [now, before] = [new Float64Array(width), new Float64Array(width)];
  let momentum = 1;
  for (let steps = 1; ; steps++) {
    const next = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carry = (momentum - 1) / next;
    const ahead = now.map((value, i) => value + carry * (value - (before[i] ?? 0)));
    const gradient = gradientAt(ahead, descent);
    const move = timesVector(stepMatrix, gradient);
    const then = ahead.map((value, i) => value - (move[i] ?? 0));
    const rise = then.reduce((sum, v, i) => sum + (gradient[i] ?? 0) * (v - (now[i] ?? 0)), 0);
    momentum = rise > 0 ? 1 : next;
    [before, now] = [now, then];
    const isSettled = move.every((value) => Math.abs(value) < settledBelow);
    if (isSettled || steps === mostSteps) return { solved: now, steps };
  }
}

function gramOf(rows: Float32Array, weights: Float32Array, width: number): Float64Array {
  const gram = new Float64Array(width * width);
  const total = sumOf(weights);
  weights.forEach((weight, row) => {
    if (weight === 0) return;
    for (let i = 0; i < width; i++) {
      const scaled = ((rows[row * width + i] ?? 0) * weight) / total;
      for (let k = 0; k <= i; k++) {
        gram[i * width + k] = (gram[i * width + k] ?? 0) + scaled * (rows[row * width + k] ?? 0);
      }
    }
  });
  return gram;
}

function gradientAt(at: Float64Array, descent: LogisticDescent): Float64Array {
  const { rows, labels, rowWeights: weights, l2, width } = descent;
  const total = sumOf(weights);
  const gradient = at.map((value, i) => (i < width - 1 ? l2 * value : 0));
  weights.forEach((weight, row) => {
    if (weight === 0) return;
    let logit = 0;
    for (let i = 0; i < width; i++) logit += (rows[row * width + i] ?? 0) * (at[i] ?? 0);
    const pull = (weight * (1 / (1 + Math.exp(-logit)) - (labels[row] ?? 0))) / total;
    for (let i = 0; i < width; i++)
      gradient[i] = (gradient[i] ?? 0) + pull * (rows[row * width + i] ?? 0);
  });
  return gradient;
}

function timesVector(matrix: Float64Array, vector: Float64Array): Float64Array {
  const width = vector.length;
  return vector.map((_, row) => {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (matrix[row * width + i] ?? 0) * (vector[i] ?? 0);
    return sum;
  });
}

const sumOf = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0);
