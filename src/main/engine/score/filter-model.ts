import type { Outcome } from '../../../shared/failure.ts';
import type { LogisticSteps } from './logistic-regression.ts';

/** Scores n rows of features: the probability of each patch being informative, 0..1. */
export type PatchScorer = (features: Float32Array | Float64Array) => Float32Array;

/** Labelled patches to learn from. */
export interface TrainingRows {
  /** count x width, row-major, finite */
  readonly features: Float32Array | Float64Array;
  readonly width: number;
  /** 1 informative; both classes occur */
  readonly labels: Uint8Array;
  /** source of each row: left out as a whole in cross-validation */
  readonly groups: Uint32Array;
}

/** What may be asked of a training. */
export interface TrainingWish {
  readonly seed: number;
  /** penalty to take over, with its temperature, instead of choosing both by cross-validation; fast */
  readonly known: { readonly l2: number; readonly temperature: number } | null;
  readonly signal?: AbortSignal | undefined;
}

/** What training needs from elsewhere: a runtime, and arithmetic of another stage. */
export interface TrainingTools {
  readonly steps: LogisticSteps;
  /** divisor of the logits that makes them fit the labels best */
  fitTemperature(logits: Float64Array, labels: Uint8Array): number;
}

/** A trained model as text, and what was found on the way. */
export interface TrainedModel {
  readonly text: string;
  /** each row scored by a model that saw no row of its group; null when that was not asked for */
  readonly leftOut: Float32Array | null;
  /** numbers chosen while training, such as the penalty */
  readonly chosen: Readonly<Record<string, number>>;
}

/** One way of telling informative from uninformative patches. */
export interface FilterModel {
  readonly kind: 'texture-forest' | 'embedding-head';
  /** what it looks at: the four texture features of the paper, or an encoder's embedding */
  readonly features: 'texture' | 'embedding';
  /** @throws DOMException 'AbortError' when the wish's signal is aborted. */
  train(rows: TrainingRows, wish: TrainingWish, tools: TrainingTools): Promise<TrainedModel>;
  /** Reads what `train` returned. The text is not trusted; `path` is named in the failure. */
  open(text: string, path: string): Outcome<PatchScorer>;
}
