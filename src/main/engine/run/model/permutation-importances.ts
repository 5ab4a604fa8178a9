import { areaUnderCurve } from '../../evaluate/roc.ts';
import { randomOrder } from '../../exemplar/random-order.ts';

/**
 * How much the AUC falls when one feature's values are shuffled among the patches (permutation
 * importance, on the training labels).
 *
 * @param features n x featureCount, row-major; not changed.
 * @returns one fall per feature; 0 means the model does not need it.
 */
export function permutationImportances(
  score: (features: Float64Array) => Float32Array,
  features: Float64Array,
  featureCount: number,
  labels: Uint8Array,
  seed: number,
): Float64Array {
  const whole = areaUnderCurve(score(features), labels) ?? 0;
  const order = randomOrder(labels.length, seed);
  return Float64Array.from({ length: featureCount }, (_, feature) => {
    const shuffled = features.slice();
    order.forEach((from, row) => {
      shuffled[row * featureCount + feature] = features[from * featureCount + feature] ?? 0;
    });
    return whole - (areaUnderCurve(score(shuffled), labels) ?? 0);
  });
}
