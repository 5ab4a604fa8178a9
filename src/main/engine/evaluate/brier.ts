import { type BootstrapOptions, bootstrapInterval, type Interval } from './bootstrap.ts';

/**
 * Brier score: mean squared difference of probabilities and labels. 0 is perfect, and 0.25 is what
 * saying 0.5 of everything gets.
 *
 * @param probabilities 0..1. @param labels 1 informative, 0 uninformative; as many.
 * @returns null where there is no patch.
 * @see Brier 1950; scikit-learn `brier_score_loss`
 */
export function brierScore(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
): number | null {
  if (labels.length === 0) return null;
  return meanError(probabilities, labels, new Uint32Array(labels.length).fill(1));
}

/**
 * Percentile interval of the Brier score by stratified bootstrap.
 *
 * @returns null where there is no patch.
 * @see bootstrapInterval
 */
export function brierInterval(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  options: BootstrapOptions,
): Interval | null {
  if (labels.length === 0) return null;
  const order = Uint32Array.from({ length: labels.length }, (_, i) => i);
  const measure = (drawn: Uint32Array) => meanError(probabilities, labels, drawn);
  return bootstrapInterval(order, labels, measure, options);
}

function meanError(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  drawn: Uint32Array,
): number {
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    sum += (drawn[i] ?? 0) * ((probabilities[i] ?? 0) - (labels[i] === 1 ? 1 : 0)) ** 2;
  }
  return sum / labels.length;
}
