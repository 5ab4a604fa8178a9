/** A trained forest as plain data: it survives a structured clone. Nodes of all trees lie one after another. */
export interface Forest {
  readonly featureCount: number;
  /** first node of each tree */
  readonly roots: Uint32Array;
  /** child nodes; -1 at a leaf */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** column compared at an inner node */
  readonly feature: Uint32Array;
  /** go left when float32(value) <= threshold */
  readonly threshold: Float64Array;
  /** weighted share of informative training patches at the node, 0..1 */
  readonly informative: Float64Array;
}

/**
 * Probability of being informative: the mean over trees of the share at the leaf reached.
 *
 * @param features n rows of `forest.featureCount` values.
 * @returns n values 0..1.
 * @see spec 3.3; scikit-learn's `predict_proba` for the same trees within 1e-9.
 */
export function forestProbabilities(forest: Forest, features: Float64Array): Float64Array {
  const { featureCount, roots } = forest;
  const rows = Float32Array.from(features);
  const probabilities = new Float64Array(features.length / featureCount);
  for (let i = 0; i < probabilities.length; i++) {
    let sum = 0;
    for (const root of roots) sum += shareAtLeaf(forest, rows, i * featureCount, root);
    probabilities[i] = sum / roots.length;
  }
  return probabilities;
}

/** Scores of patches, one float32 each, as they are kept in the catalog. */
export function scorePatches(
  forest: Forest,
  features: Float64Array,
  featureCount: number,
): Float32Array {
  if (featureCount !== forest.featureCount || features.length % featureCount !== 0) {
    throw new RangeError(`a forest of ${forest.featureCount} features got ${featureCount}`);
  }
  return Float32Array.from(forestProbabilities(forest, features));
}

function shareAtLeaf(forest: Forest, rows: Float32Array, offset: number, root: number): number {
  const { left, right, feature, threshold, informative } = forest;
  let node = root;
  for (;;) {
    const next = left[node] ?? -1;
    if (next < 0) return informative[node] ?? 0;
    const value = rows[offset + (feature[node] ?? 0)] ?? 0;
    node = value <= (threshold[node] ?? 0) ? next : (right[node] ?? next);
  }
}
