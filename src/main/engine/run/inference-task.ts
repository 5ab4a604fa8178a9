import type { Outcome } from '../../../shared/failure.ts';

export interface ProviderProbe {
  readonly name: string;
  readonly runs: boolean;
  readonly reason: string | null;
}

/** Everything the inference process does. Features are n x featureCount, row-major; NaN rows score NaN. */
export interface InferenceTasks {
  train: {
    ask: {
      features: Float64Array;
      featureCount: number;
      labels: Uint8Array;
      /** group of each row (its source): each is left out once */
      groups: Uint32Array;
      seed: number;
    };
    /** the model as JSON text, its importances, and each row's score by a model that never saw its group */
    answer: { model: string; importances: Float64Array; leftOut: Float32Array | null };
  };
  score: {
    ask: { model: string; features: Float64Array; featureCount: number };
    answer: Outcome<Float32Array>;
  };
  /** Each row's score by a model that saw no row of its group; null with one group, NaN where none could be trained. */
  'score-left-out': {
    ask: InferenceTasks['train']['ask'];
    answer: Float32Array | null;
  };
  providers: { ask: Record<never, never>; answer: readonly string[] };
  /** Runs a small graph on one provider and compares with the CPU; an abort ends the process alone. */
  probe: { ask: { provider: string }; answer: ProviderProbe };
}

export type InferenceTaskName = keyof InferenceTasks;
export type InferenceTask = {
  [K in InferenceTaskName]: { name: K } & InferenceTasks[K]['ask'];
}[InferenceTaskName];
