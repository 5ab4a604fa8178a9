import { afterAll, expect, test } from 'vitest';
import { openOnnxLogisticSteps } from '../../../../src/main/engine/inference/onnx-logistic-steps.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { fitLogistic } from '../../../../src/main/engine/score/logistic-regression.ts';
import { plainLogisticSteps } from '../../../../src/main/engine/score/plain-logistic-steps.ts';

const steps = await openOnnxLogisticSteps(2);
afterAll(() => steps.close());

/** Rows whose neighbouring columns are alike, on scales from 0.01 to 100. */
function problem(count: number, width: number, seed: number, l2: number) {
  const random = xorshift32(seed);
  const unit = () => random.next() / 2 ** 31 - 1;
  const rows = Float32Array.from({ length: count * width }, unit);
  const truth = Float64Array.from({ length: width }, unit);
  const labels = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    let logit = unit();
    for (let i = 0; i < width; i++) {
      const at = row * width + i;
      if (i > 0) rows[at] = 0.8 * (rows[at - 1] ?? 0) + 0.2 * (rows[at] ?? 0);
      logit += 3 * (rows[at] ?? 0) * (truth[i] ?? 0);
    }
    labels[row] = logit > 0 ? 1 : 0;
  }
  const scaled = rows.map((value, at) => value * 10 ** (((at % width) % 5) - 2));
  const rowWeights = Float32Array.from(labels, (label, row) => (row % 7 === 0 ? 0 : label + 0.5));
  return { rows: scaled, width, labels, rowWeights, l2 };
}

test.each([1, 0.01, 0.001])(
  'ONNX Runtime finds what the typed arrays find, penalty %f',
  async (l2) => {
    const some = problem(600, 24, 5, l2);
    const [fast, plain] = [
      await fitLogistic(some, steps),
      await fitLogistic(some, plainLogisticSteps),
    ];
    const size = Math.max(...plain.coefficients.map(Math.abs));
    plain.coefficients.forEach((value, i) => {
      expect(Math.abs((fast.coefficients[i] ?? 0) - value)).toBeLessThan(1e-3 * size);
    });
    expect(fast.intercept).toBeCloseTo(plain.intercept, 3);
  },
);

test('what is found has no slope left: the gradient of loss and penalty is nothing', async () => {
  const some = problem(400, 6, 9, 0.05);
  const { coefficients, intercept } = await fitLogistic(some, plainLogisticSteps);
  const { rows, width, labels, rowWeights } = some;
  const total = rowWeights.reduce((sum, weight) => sum + weight, 0);
  let slope = 0;
  for (const [row, label] of labels.entries()) {
    let logit = intercept;
    for (let i = 0; i < width; i++) logit += (rows[row * width + i] ?? 0) * (coefficients[i] ?? 0);
    slope += ((rowWeights[row] ?? 0) * (1 / (1 + Math.exp(-logit)) - label)) / total;
  }
  expect(Math.abs(slope)).toBeLessThan(1e-5);
});

test('rows of weight nothing change nothing, and the same input gives the same bytes', async () => {
  const some = problem(300, 8, 3, 0.1);
  const first = await fitLogistic(some, steps);
  const labels = some.labels.map((label, row) => (some.rowWeights[row] === 0 ? 1 - label : label));
  expect(await fitLogistic({ ...some, labels }, steps)).toEqual(first);
});

test('a column that never varies, and labels that a line separates, give finite numbers', async () => {
  const some = problem(200, 4, 8, 0.001);
  for (let row = 0; row < 200; row++) {
    some.rows[row * 4 + 1] = 7;
    some.rows[row * 4 + 2] = some.labels[row] ?? 0;
  }
  const { coefficients, intercept } = await fitLogistic(some, steps);
  expect([...coefficients, intercept].every(Number.isFinite)).toBe(true);
});
