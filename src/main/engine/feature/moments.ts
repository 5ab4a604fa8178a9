/** Shape of a distribution. */
export interface Moments {
  readonly mean: number;
  readonly deviation: number;
  /** third standardised moment, kept within -8 and 8; 0 where nothing varies */
  readonly skewness: number;
  /** binary logarithm of the fourth standardised moment, 1.58 for a normal distribution; 0 where nothing varies */
  readonly logKurtosis: number;
}

const mostSkewed = 8;
/** Variance below which shape is rounding noise. */
const leastVariance = 1e-3;

/** @param means of the values to the powers 1, 2, 3 and 4. */
export function momentsOf([m1, m2, m3, m4]: readonly [number, number, number, number]): Moments {
  const variance = Math.max(0, m2 - m1 * m1);
  const deviation = Math.sqrt(variance);
  if (variance < leastVariance) return { mean: m1, deviation, skewness: 0, logKurtosis: 0 };
  const third = m3 - 3 * m1 * m2 + 2 * m1 ** 3;
  const fourth = m4 - 4 * m1 * m3 + 6 * m1 * m1 * m2 - 3 * m1 ** 4;
  const skewness = third / (variance * deviation);
  return {
    mean: m1,
    deviation,
    skewness: Math.max(-mostSkewed, Math.min(mostSkewed, skewness)),
    // No kurtosis is below 1.
    logKurtosis: Math.log2(Math.max(1, fourth / (variance * variance))),
  };
}
