import type { Outcome } from '../../../shared/failure.ts';

/** Scores n rows of features: the probability of each patch being informative, 0..1. */
export type PatchScorer = (features: Float64Array) => Float32Array;

/** One way of telling informative from uninformative patches. */
export interface FilterModel {
  readonly name: string;
  /** columns it needs, in order */
  readonly featureNames: readonly string[];
  /**
   * @param features n rows of `featureNames.length` values.
   * @param labels n values, 1 informative; both classes occur.
   * @returns the trained model as text, to be kept and read back by `open`.
   */
  train(features: Float64Array, labels: Uint8Array, seed: number): string;
  /** Reads what `train` returned. The text is not trusted; `path` is named in the failure. */
  open(text: string, path: string): Outcome<PatchScorer>;
}
