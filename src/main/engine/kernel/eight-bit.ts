/**
 * How a sample becomes grey: `single` is v / most * 255 in float32 throughout, `double`
 * (v - low) / range * 255 in float64. Both are truncated between 0 and 255; NaN is 0.
 */
export type GreyRule =
  | { readonly kind: 'single'; readonly most: number }
  | { readonly kind: 'double'; readonly low: number; readonly range: number };

/** The grey of one sample by a rule. */
export function greyBy(rule: GreyRule): (value: number) => number {
  if (rule.kind === 'single') {
    const most = Math.fround(rule.most);
    return (value) => truncated(Math.fround(Math.fround(Math.fround(value) / most) * 255));
  }
  const { low, range } = rule;
  return (value) => truncated(((value - low) / range) * 255);
}

/** Between 0 and 255 without the fraction; NaN is 0. */
function truncated(grey: number): number {
  if (grey >= 255) return 255;
  return grey > 0 ? Math.trunc(grey) : 0;
}

/**
 * Looks 16-bit samples up in a table, the plain twin.
 *
 * @param table 65,536 levels, at the bits of a sample as an unsigned number.
 */
export function lookUpWordsPlainly(
  samples: Uint16Array | Int16Array,
  table: Uint8Array,
  grey: Uint8Array,
): void {
  for (let i = 0; i < samples.length; i++) grey[i] = table[samples[i]! & 0xffff]!;
}

/** Grey of float32 samples, the plain twin. @param inverted 255 to turn black and white round, else 0. */
export function mapFloatsPlainly(
  samples: Float32Array,
  rule: GreyRule,
  inverted: number,
  grey: Uint8Array,
): void {
  const greyOf = greyBy(rule);
  for (let i = 0; i < samples.length; i++) grey[i] = greyOf(samples[i]!) ^ inverted;
}
