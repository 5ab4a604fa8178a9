/** Labels of each class. */
export interface ClassCounts {
  readonly informative: number;
  readonly uninformative: number;
}

const normal95 = 1.959963984540054;
/** The formula promises no error at all for a perfect ranking, so a better one is taken as this. */
const highestArea = 0.99;

/**
 * Half the width of the 95 % interval of an area under the ROC curve, from the area and the counts alone.
 *
 * @param area 0..1; above 0.99 it is taken as 0.99, and below 0.01 as 0.01. Both counts are above 0.
 * @see Hanley and McNeil 1982, "The meaning and use of the area under a receiver operating
 * characteristic (ROC) curve"
 */
export function areaHalfWidth(area: number, { informative, uninformative }: ClassCounts): number {
  const a = Math.min(highestArea, Math.max(1 - highestArea, area));
  const bothAhead = a / (2 - a);
  const aheadOfBoth = (2 * a ** 2) / (1 + a);
  const spread =
    a * (1 - a) +
    (informative - 1) * (bothAhead - a ** 2) +
    (uninformative - 1) * (aheadOfBoth - a ** 2);
  return normal95 * Math.sqrt(spread / (informative * uninformative));
}

/**
 * The hold-out labels of each class with which the area's 95 % interval is this narrow.
 *
 * @param area expected, 0..1. @param halfWidth above 0.
 * @param share of the hold-out that is informative, above 0 and below 1.
 * @returns the smallest such hold-out with that share; at least one of each class.
 */
export function holdOutNeeded(area: number, halfWidth: number, share: number): ClassCounts {
  if (!(halfWidth > 0 && share > 0 && share < 1)) throw new RangeError('no such hold-out');
  const countsOf = (total: number): ClassCounts => ({
    informative: Math.max(1, Math.round(total * share)),
    uninformative: Math.max(1, Math.round(total * (1 - share))),
  });
  const isEnough = (total: number) => areaHalfWidth(area, countsOf(total)) <= halfWidth;
  let high = 2;
  while (!isEnough(high)) high *= 2;
  let low = high === 2 ? 1 : high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return countsOf(high);
}
