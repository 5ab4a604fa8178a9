/** A point of a Lorenz curve: `share` of all patches lies in the poorest `population` of sources. */
export interface LorenzPoint {
  readonly population: number;
  readonly share: number;
}

/**
 * Lorenz curve of counts per source, from (0, 0) to (1, 1).
 *
 * @param counts patches per source, each >= 0; sources with none count as sources.
 * @returns n + 1 points; the equality line when all counts are zero; null without sources.
 * @see spec 4.
 */
export function lorenzCurve(counts: readonly number[]): readonly LorenzPoint[] | null {
  const n = counts.length;
  if (n === 0) return null;
  const ascending = Float64Array.from(counts).sort();
  const total = ascending.reduce((sum, count) => sum + count, 0);
  const points: LorenzPoint[] = [{ population: 0, share: 0 }];
  let running = 0;
  for (const count of ascending) {
    running += count;
    const population = points.length / n;
    points.push({ population, share: total === 0 ? population : running / total });
  }
  return points;
}

/** Gini coefficient: 0 when every source has the same count, at most 1 - 1/n; null without sources (spec 4). */
export function giniCoefficient(counts: readonly number[]): number | null {
  const curve = lorenzCurve(counts);
  if (!curve) return null;
  const n = counts.length;
  if (n === 1 || counts.every((count) => count === 0)) return 0;
  let area = 0;
  for (let k = 1; k <= n; k++) area += shareAt(curve, k) + shareAt(curve, k - 1);
  return 1 - area / n;
}

/** Share of all patches that the richest `fraction` of sources holds, by linear interpolation. */
export function shareOfRichest(counts: readonly number[], fraction = 0.2): number | null {
  const curve = lorenzCurve(counts);
  return curve && 1 - interpolate(curve, 1 - fraction, 'population', 'share');
}

/** Smallest share of sources that holds `share` of all patches, by linear interpolation. */
export function sourcesHolding(counts: readonly number[], share = 0.8): number | null {
  const curve = lorenzCurve(counts);
  return curve && 1 - interpolate(curve, 1 - share, 'share', 'population');
}

/**
 * Weight of every image of each source when a training set is drawn: (1 / count)^gamma, divided by
 * the sum of these over the sources. gamma 0 draws images evenly, 1 draws sources evenly.
 *
 * @param counts images per source, each >= 1.
 * @see spec 4, weighted sampling.
 */
export function samplingWeights(counts: readonly number[], gamma: number): readonly number[] {
  const raw = counts.map((count) => (1 / count) ** gamma);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  return raw.map((weight) => weight / total);
}

/**
 * Share of each source in a training set that is drawn with these weights: count^(1 - gamma), divided by
 * the sum of these over the sources.
 *
 * @param counts images per source, each >= 1.
 */
export function expectedShares(counts: readonly number[], gamma: number): readonly number[] {
  const weights = samplingWeights(counts, gamma);
  const drawn = counts.map((count, i) => count * (weights[i] ?? 0));
  const total = drawn.reduce((sum, share) => sum + share, 0);
  return drawn.map((share) => share / total);
}

function shareAt(curve: readonly LorenzPoint[], k: number): number {
  return curve[k]?.share ?? 0;
}

function interpolate(
  curve: readonly LorenzPoint[],
  at: number,
  from: keyof LorenzPoint,
  to: keyof LorenzPoint,
): number {
  for (let k = 1; k < curve.length; k++) {
    const left = curve[k - 1];
    const right = curve[k];
    if (!left || !right || right[from] < at) continue;
    const width = right[from] - left[from];
    return width === 0
      ? right[to]
      : left[to] + ((at - left[from]) / width) * (right[to] - left[to]);
  }
  return 1;
}
