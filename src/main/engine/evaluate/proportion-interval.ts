/** A share of counted things, 0..1, and where the true share lies. */
export interface ProportionInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The standard normal quantile of 97.5 %: two-sided 95 %. */
const normal95 = 1.959963984540054;

/**
 * A share with its Wilson score interval: inside 0..1 and not of width 0, even with few counts.
 *
 * @param hits 0 to trials. @param trials how many were counted.
 * @param width in standard errors, 1.96 for 95 %.
 * @returns null where nothing was counted.
 * @see Wilson 1927; Brown, Cai and DasGupta 2001, "Interval estimation for a binomial proportion"
 */
export function proportionInterval(
  hits: number,
  trials: number,
  width = normal95,
): ProportionInterval | null {
  if (trials === 0) return null;
  const share = hits / trials;
  const square = width ** 2;
  const centre = (share + square / (2 * trials)) / (1 + square / trials);
  const spread = Math.sqrt((share * (1 - share)) / trials + square / (4 * trials ** 2));
  const half = (width * spread) / (1 + square / trials);
  // At 0 and 1 the bound is the share itself; subtracting would leave a rounding error there.
  const low = hits === 0 ? 0 : centre - half;
  const high = hits === trials ? 1 : centre + half;
  return { share, low, high };
}
