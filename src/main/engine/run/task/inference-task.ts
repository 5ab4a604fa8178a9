import type { Outcome } from '../../../../shared/failure.ts';
import type { NetworkUse } from '../../inference/network-use.ts';

export interface ProviderProbe {
  readonly name: string;
  readonly runs: boolean;
  readonly reason: string | null;
}

/** Kinds of models that are trained here. */
export type TrainedKind = 'texture-forest' | 'embedding-head';

/** Rows of a file of embeddings: read where they are needed, since thousands of them take long to send. */
export interface StoredRows {
  readonly file: string;
  readonly ordinals: Int32Array;
}

/** n x featureCount, row-major, finite; or where they are stored. */
export type FeatureRows = Float32Array | Float64Array | StoredRows;

/** Labelled patches to train on. */
export interface RowsToTrainOn {
  readonly kind: TrainedKind;
  readonly features: FeatureRows;
  readonly featureCount: number;
  readonly labels: Uint8Array;
  /** group of each row (its source): each is left out as a whole */
  readonly groups: Uint32Array;
  readonly seed: number;
  /** take these over instead of choosing them by cross-validation; nothing is left out then */
  readonly known: { readonly l2: number; readonly temperature: number } | null;
}

/** Everything the inference process does. Features are n x featureCount, row-major; NaN rows score NaN. */
export interface InferenceTasks {
  train: {
    ask: RowsToTrainOn;
    /** the model as JSON text, and each row's score by a model that never saw its group (NaN: none could be trained) */
    answer: {
      model: string;
      leftOut: Float32Array | null;
      chosen: Readonly<Record<string, number>>;
    };
  };
  /** Trains on the first n rows, for each n, and judges by the held rows: a learning curve. */
  'train-on-first': {
    ask: RowsToTrainOn & {
      sizes: readonly number[];
      held: FeatureRows;
      heldLabels: Uint8Array;
    };
    /** area under the ROC curve of the held rows, with its 95 % interval, for each size */
    answer: readonly { auc: number; low: number; high: number }[];
  };
  /** How much each feature's shuffling hurts; progress: none. */
  importances: {
    ask: Omit<RowsToTrainOn, 'groups' | 'known'> & { model: string };
    answer: Float64Array;
  };
  score: {
    ask: {
      kind: TrainedKind;
      model: string;
      features: FeatureRows;
      featureCount: number;
    };
    answer: Outcome<Float32Array>;
  };
  /** Embeddings of pictures by a network; the first provider of the list that does it right is used. */
  embed: {
    ask: {
      graph: string;
      use: NetworkUse;
      providers: readonly string[];
      /** pictures one after another, 8-bit grey, of the network's input size */
      pixels: Uint8Array;
    };
    answer: Outcome<{
      /** pictures x width */
      rows: Float32Array;
      provider: string;
      /** why providers before it were not used */
      refused: readonly string[];
    }>;
  };
  providers: { ask: Record<never, never>; answer: readonly string[] };
  /** Runs a small graph on one provider and compares with the CPU; an abort ends the process alone. */
  probe: { ask: { provider: string }; answer: ProviderProbe };
}

export type InferenceTaskName = keyof InferenceTasks;
export type InferenceTask = {
  [K in InferenceTaskName]: { name: K } & InferenceTasks[K]['ask'];
}[InferenceTaskName];
