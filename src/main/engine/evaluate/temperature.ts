const [coldest, hottest] = [0.05, 20];
const rounds = 60;

/**
 * The temperature that logits are divided by so that their probabilities fit the labels best.
 *
 * @param labels 1 or 0 a logit; both occur.
 * @returns 0.05 to 20, so that logits that separate the labels perfectly stay finite.
 * @see Guo et al. 2017, "On calibration of modern neural networks"
 */
export function fitTemperature(logits: Float64Array, labels: Uint8Array): number {
  // The loss is convex in 1 / temperature, so golden sections find its only minimum.
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [1 / hottest, 1 / coldest];
  for (let round = 0; round < rounds; round++) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (loss(logits, labels, left) < loss(logits, labels, right)) high = right;
    else low = left;
  }
  return 2 / (low + high);
}

/** Mean log-loss of logits times a slope. */
function loss(logits: Float64Array, labels: Uint8Array, slope: number): number {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const margin = (labels[i] === 1 ? 1 : -1) * (logits[i] ?? 0) * slope;
    sum += Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin)));
  }
  return sum / logits.length;
}
