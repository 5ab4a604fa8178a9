import type { Outcome } from '../../../../shared/failure.ts';
import type { EncoderFile } from '../../encoder/encoder-file.ts';
import type { PackedPatch, PatchToRead, VolumeToRead } from './worker-material.ts';

/** A column's place and width over a sample: distances count in its deviations. */
export interface ColumnScales {
  readonly means: Float32Array;
  /** 1 / deviation; 0 for a column that never varies */
  readonly scales: Float32Array;
}

/** Where an encoder's embeddings lie, and how far they count. */
export interface EmbeddingRows {
  readonly file: string;
  readonly width: number;
  readonly rows: number;
}

/** Ordinals and how far each is. */
export interface NearRows {
  readonly ordinals: Uint32Array;
  readonly distances: Float32Array;
}

/** Embeddings made, and arithmetic over them. */
export interface EmbeddingTasks {
  /** Texture embeddings, patches x width; a row of NaN for a patch whose pixels cannot be read. */
  'embed-packed': {
    ask: { project: string; patches: readonly PackedPatch[] };
    answer: Float32Array;
  };
  'embed-patches': {
    ask: { volume: VolumeToRead; patches: readonly PatchToRead[]; keepResident: boolean };
    answer: Outcome<Float32Array>;
  };
  /** Pixels brought to one size, one patch after another, and the places of those that cannot be read. */
  'pixels-packed': {
    ask: {
      project: string;
      patches: readonly PackedPatch[];
      size: { height: number; width: number };
    };
    answer: { pixels: Uint8Array; missing: number[] };
  };
  'pixels-of-patches': {
    ask: {
      volume: VolumeToRead;
      patches: readonly PatchToRead[];
      size: { height: number; width: number };
      keepResident: boolean;
    };
    answer: Outcome<Uint8Array>;
  };
  /** Reads an encoder file without executing any of it and writes the graph to run. */
  'read-encoder': {
    ask: { path: string; graph: string };
    answer: Outcome<Omit<EncoderFile, 'graph'>>;
  };
  /** Ordinals of a stretch nearest to a row of embeddings. */
  'nearest-rows': {
    ask: {
      embeddings: EmbeddingRows;
      to: Float32Array;
      scales: ColumnScales;
      most: number;
      stretch: { from: number; count: number };
    };
    answer: NearRows;
  };
  /** Rows so ordered that each next one is far from all before it and from the first `taken`, which are left out. */
  'farthest-first': {
    ask: { values: Float32Array; width: number; taken: number; most: number };
    answer: Uint32Array;
  };
  /** By ordinal: how much a label would move a linear model. */
  'expected-change': {
    ask: { embeddings: EmbeddingRows; scales: ColumnScales; scores: Float32Array };
    answer: Float32Array;
  };
  /** Scores some rows of a file of half-precision embeddings with an embedding head. */
  'score-embeddings': {
    ask: { model: string; file: string; width: number; from: number; count: number };
    answer: Outcome<Float32Array>;
  };
  /** A flat map of rows; progress: share done. */
  'lay-out-map': {
    ask: { rows: Float32Array; width: number; seed: number };
    answer: { x: Float32Array; y: Float32Array };
  };
}
