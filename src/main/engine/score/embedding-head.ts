import { succeed } from '../../../shared/failure.ts';
import type { FilterModel, TrainingRows, TrainingTools, TrainingWish } from './filter-model.ts';
import { foldsByGroup } from './folds.ts';
import { headFromJson, headScores, headToJson } from './head-file.ts';
import {
  fitLogistic,
  type LogisticFit,
  type PreparedRows,
  prepareRows,
  standardRows,
} from './logistic-regression.ts';

/** Penalties tried, strongest first: of equal ones the strongest is taken. */
const penalties = [1, 0.1, 0.01, 0.001];

/**
 * Logistic regression on an encoder's embedding: both classes count alike, the penalty is chosen by
 * cross-validation that leaves whole sources out, and the logits are divided by a temperature fitted on
 * the left-out rows (Guo et al. 2017).
 */
export const embeddingHead: FilterModel = {
  kind: 'embedding-head',
  features: 'embedding',
  async train(rows, wish, tools) {
    const problem = {
      rows:
        rows.features instanceof Float32Array ? rows.features : Float32Array.from(rows.features),
      width: rows.width,
      labels: rows.labels,
      rowWeights: balanced(rows.labels),
    };
    const standard = standardRows(problem.rows, problem.width);
    const whole = await prepareRows(problem, tools.steps, standard);
    const choice: Choice = wish.known
      ? { ...wish.known, leftOut: null }
      : await choosePenalty(rows, problem, standard, wish, tools);
    const fit = await fitLogistic({ ...problem, l2: choice.l2 }, tools.steps, whole);
    const { l2, temperature } = choice;
    return {
      text: headToJson({ ...fit, temperature }),
      leftOut: choice.leftOut,
      chosen: { l2, temperature, steps: fit.steps },
    };
  },
  open(text, path) {
    const head = headFromJson(text, path);
    return head.ok ? succeed((features) => headScores(head.value, features)) : head;
  },
};

type Problem = Parameters<typeof prepareRows>[0];

interface Choice {
  readonly l2: number;
  readonly temperature: number;
  readonly leftOut: Float32Array | null;
}

async function choosePenalty(
  rows: TrainingRows,
  problem: Problem,
  standard: PreparedRows['standard'],
  wish: TrainingWish,
  tools: TrainingTools,
): Promise<Choice> {
  const { labels } = rows;
  const folds = foldsByGroup(rows.groups, wish.seed);
  const logits = penalties.map(() => new Float64Array(labels.length).fill(Number.NaN));
  for (const fold of new Set(folds)) {
    wish.signal?.throwIfAborted();
    const kept = Uint8Array.from(folds, (other) => (other === fold ? 0 : 1));
    const rowWeights = balanced(labels, kept);
    if (!rowWeights.some((weight, row) => weight > 0 && labels[row] === 1)) continue;
    if (!rowWeights.some((weight, row) => weight > 0 && labels[row] === 0)) continue;
    const part = { ...problem, rowWeights };
    const prepared = await prepareRows(part, tools.steps, standard);
    for (const [i, l2] of penalties.entries()) {
      wish.signal?.throwIfAborted();
      const fit = await fitLogistic({ ...part, l2 }, tools.steps, prepared);
      fillLogits(logits[i] ?? new Float64Array(0), fit, rows, kept);
    }
  }
  const scored = [...labels.keys()].filter((row) => Number.isFinite(logits[0]?.[row]));
  const scoredLabels = Uint8Array.from(scored, (row) => labels[row] ?? 0);
  const losses = logits.map((all) => balancedLoss(pick(all, scored), scoredLabels));
  const best = losses.indexOf(Math.min(...losses));
  const found = logits[Math.max(0, best)] ?? new Float64Array(0);
  const temperature =
    new Set(scoredLabels).size === 2 ? tools.fitTemperature(pick(found, scored), scoredLabels) : 1;
  return {
    l2: penalties[Math.max(0, best)] ?? 1,
    temperature,
    leftOut: Float32Array.from(found, (logit) => 1 / (1 + Math.exp(-logit / temperature))),
  };
}

/** Logits of the rows that a fit did not see. */
function fillLogits(
  out: Float64Array,
  fit: LogisticFit,
  { features, width }: TrainingRows,
  seen: Uint8Array,
): void {
  for (let row = 0; row < seen.length; row++) {
    if (seen[row]) continue;
    let logit = fit.intercept;
    for (let i = 0; i < width; i++) {
      logit += (features[row * width + i] ?? 0) * (fit.coefficients[i] ?? 0);
    }
    out[row] = logit;
  }
}

const pick = (values: Float64Array, rows: readonly number[]): Float64Array =>
  Float64Array.from(rows, (row) => values[row] ?? 0);

/** n / (2 * n_c) for rows that are kept, 0 for others. */
function balanced(labels: Uint8Array, kept?: Uint8Array): Float32Array {
  const counts = [0, 0];
  labels.forEach((label, row) => {
    if (kept?.[row] !== 0) counts[label] = (counts[label] ?? 0) + 1;
  });
  const total = (counts[0] ?? 0) + (counts[1] ?? 0);
  return Float32Array.from(labels, (label, row) =>
    kept?.[row] === 0 ? 0 : total / (2 * (counts[label] ?? 1)),
  );
}

/** Mean log-loss, both classes counting alike. */
function balancedLoss(logits: Float64Array, labels: Uint8Array): number {
  const weights = balanced(labels);
  let sum = 0;
  logits.forEach((logit, row) => {
    const margin = labels[row] === 1 ? logit : -logit;
    sum += (weights[row] ?? 0) * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
  });
  return sum / Math.max(1, labels.length);
}
