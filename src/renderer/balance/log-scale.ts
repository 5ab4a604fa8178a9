/** Steps of a slider whose numbers grow by a factor from step to step. */
export const logSteps = 200;

/**
 * The whole number at a step: 1 at the first, `most` at the last, each the same factor above the one before
 * where whole numbers allow.
 *
 * @param from number at the first step: 0 adds a step for none
 */
export function numberAtStep(step: number, most: number, from: 0 | 1 = 1): number {
  if (from === 0 && step <= 0) return 0;
  const top = Math.max(1, most);
  const first = from === 0 ? 1 : 0;
  const share = Math.min(1, Math.max(0, (step - first) / (logSteps - first)));
  return Math.round(top ** share);
}

/** The step whose number is nearest; its opposite. */
export function stepOfNumber(number: number, most: number, from: 0 | 1 = 1): number {
  if (from === 0 && number <= 0) return 0;
  const first = from === 0 ? 1 : 0;
  if (most <= 1) return logSteps;
  const share = Math.log(Math.max(1, number)) / Math.log(most);
  return Math.round(first + Math.min(1, share) * (logSteps - first));
}
