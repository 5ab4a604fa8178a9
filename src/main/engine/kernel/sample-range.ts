/** Lowest and highest finite sample and how many are not finite; from infinity to -infinity without any. */
export interface Range {
  lowest: number;
  highest: number;
  notFinite: number;
}

/** A range of nothing, to be widened. */
export const emptyRange = (): Range => ({
  lowest: Number.POSITIVE_INFINITY,
  highest: Number.NEGATIVE_INFINITY,
  notFinite: 0,
});

/** Widens a range by samples of any type, the plain twin. */
export function widenRangePlainly(range: Range, samples: ArrayLike<number>): void {
  let { lowest, highest, notFinite } = range;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    // The difference of a finite value with itself is 0.
    if (value - value !== 0) notFinite++;
    else {
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  range.lowest = lowest + 0; // never -0, whichever of the two zeros came first
  range.highest = highest + 0;
  range.notFinite = notFinite;
}
