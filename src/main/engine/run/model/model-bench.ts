import type { z } from 'zod';
import type { Changed, Started } from '../../../../shared/answer.ts';
import type { EncoderListing } from '../../../../shared/encoder.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { EmbeddingMap, mapRequest } from '../../../../shared/map.ts';
import type {
  Evaluation,
  FalseShareThresholds,
  FilterModel,
  JudgedOn,
  LabellingAdvice,
  ModelComparison,
  ModelKind,
  SourceDrift,
  ThresholdYield,
  TrainableLabels,
} from '../../../../shared/model.ts';

/** Filter models, as the router asks for them. */
export interface ModelBench {
  listModels(): Outcome<FilterModel[]>;
  modelDetail(id: number): Outcome<FilterModel>;
  startTraining(seed: number, kind: ModelKind | null): Started;
  /** Refits and trains again; a training under way gives way. */
  startLearning(): Promise<Started>;
  labelsToTrainOn(): Outcome<TrainableLabels>;
  startScoring(): Started;
  startUsing(id: number): Started;
  /** A model's figures on the labels that one source has now, with curves and intervals. */
  evaluateSource(id: number, source: number, on: JudgedOn): Promise<Outcome<Evaluation>>;
  compareModels(from: number, to: number): Outcome<ModelComparison>;
  labellingAdvice(): Outcome<LabellingAdvice>;
  sourceDrift(): Promise<Outcome<SourceDrift[]>>;
  exportModel(id: number, folder: string): Promise<Outcome<{ files: string[] }>>;
  thresholdYield(threshold: number | null): Outcome<ThresholdYield>;
  falseShareThresholds(atMost: number): Outcome<FalseShareThresholds>;
  setThreshold(threshold: number | null, source: number | null): Changed;
}

/** Encoders and maps of what they see. */
export interface EncoderBench {
  listEncoders(): Outcome<EncoderListing[]>;
  startAddingEncoder(path: string): Promise<Started>;
  startUsingEncoder(hash: string): Started;
  startMap(asked: z.output<typeof mapRequest>): Started;
  currentMap(): Promise<Outcome<EmbeddingMap | null>>;
}
