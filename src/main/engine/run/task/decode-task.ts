import type { BalanceIntervals } from '../../../../shared/balance.ts';
import type { CutMode } from '../../../../shared/cut.ts';
import type { DatasetDocument } from '../../../../shared/dataset.ts';
import type { PictureEncoding } from '../../../../shared/export.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { StackFormatName } from '../../../../shared/flipbook.ts';
import type { Evaluation } from '../../../../shared/model.ts';
import type { Box } from '../../../../shared/patch.ts';
import type {
  Mapping,
  ResolvedMapping,
  VolumeReference,
  VolumeSummary,
} from '../../../../shared/volume.ts';
import type { PackPlace } from '../../catalog/exemplars.ts';
import type { Comparison } from '../../compare/compare-sides.ts';
import type { PatchSide } from '../../compare/patch-side.ts';
import type { EncoderFile } from '../../encoder/encoder-file.ts';
import type { SourceNovelty, SourceRows } from '../../evaluate/novelty.ts';
import type { PairDraw, RadiusPoint } from '../../exemplar/radius-point.ts';
import type { EmbeddingFormat } from '../../export/embedding-files.ts';
import type { PatchFacts, Shard } from '../../export/exporter.ts';
import type { FinishedDataset } from '../../export/finish-dataset.ts';
import type { FlipbookTables } from '../../export/flipbook-set.ts';
import type { NamedFiles, ShardToName } from '../../export/name-files.ts';
import type { VerifyProgress, VerifyState } from '../../export/verify.ts';
import type { PartHashes } from '../../hash/hash-part.ts';
import type { WrittenSource } from '../../phantom/write-phantom.ts';
import type { CropYield } from '../../yield/crop-yield.ts';
import type { ColumnScales, EmbeddingRows, NearRows } from '../model/embedding-rows.ts';
import type { EvaluationDepth } from '../model/evaluate-scores.ts';
import type { RelateTasks } from '../relation/relate-task.ts';
import type {
  Checksum,
  CutPart,
  FlipbookToCut,
  LabelledScores,
  MapToCrop,
  PackedPatch,
  PatchesToExport,
  PatchOfDataset,
  PatchToRead,
  SectionToDraw,
  VolumeToRead,
  WrittenPack,
} from './worker-material.ts';

/** Everything the decode process does: what is asked, and what comes back. */
export interface DecodeTasks extends RelateTasks {
  describe: { ask: { reference: VolumeReference }; answer: Outcome<VolumeSummary> };
  list: { ask: { folder: string }; answer: Outcome<readonly string[]> };
  /** progress: planes read so far */
  checksum: { ask: { reference: VolumeReference }; answer: Outcome<Checksum> };
  'resolve-mapping': {
    ask: { reference: VolumeReference; mapping: Mapping; kind: 'volume' | 'picture' };
    answer: Outcome<ResolvedMapping>;
  };
  'hash-part': {
    ask: {
      volume: VolumeToRead;
      part: CutPart;
      mode: CutMode;
      patchSize: number;
      hashSize: number;
      /** the whole volume is worth keeping in memory, since its planes are asked for several times */
      keepResident: boolean;
    };
    answer: Outcome<PartHashes>;
  };
  /** progress: share done, by the work that is left */
  'keep-exemplars': {
    ask: {
      hashes: Uint8Array;
      bytesPerHash: number;
      seed: number;
      limit: number;
      /** so many of the first patches are exemplars already and stay; 0 when left out */
      fixed?: number;
    };
    answer: { exemplars: Uint32Array; owner: Uint32Array };
  };
  /** De-duplicates within one radius, counts what it keeps and draws pairs at that distance. Progress as above. */
  'radius-point': {
    ask: {
      hashes: Uint8Array;
      bytesPerHash: number;
      /** of the visiting order */
      seed: number;
      radius: number;
      draw: PairDraw;
    };
    answer: RadiusPoint;
  };
  /** Writes the patches' pixels to one pack file and measures their features. */
  pack: {
    ask: {
      volume: VolumeToRead;
      patches: readonly PatchToRead[];
      file: string;
      keepResident: boolean;
    };
    answer: Outcome<{
      places: readonly { offset: number; bytes: number }[];
      features: Float64Array;
    }>;
  };
  'read-patches': {
    ask: { volume: VolumeToRead; patches: readonly PatchToRead[]; keepResident: boolean };
    answer: Outcome<readonly Uint8Array[]>;
  };
  'measure-patches': {
    ask: { volume: VolumeToRead; patches: readonly PatchToRead[]; keepResident: boolean };
    answer: Outcome<Float64Array>;
  };
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
  /** Intervals of the measures of each of several lists of counts per source. */
  'balance-intervals': {
    ask: { counts: readonly (readonly number[])[] };
    answer: (BalanceIntervals | null)[];
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
  /** How scores fit labels, with curves and intervals: seconds for ten thousand labels. */
  evaluate: {
    ask: { parts: readonly LabelledScores[]; threshold: number; depth: EvaluationDepth };
    answer: readonly Evaluation[];
  };
  /** Sources by how much of them is unlike the labelled rows. */
  'rank-novelty': {
    ask: { labelled: Float32Array; sources: readonly SourceRows[]; width: number };
    answer: readonly SourceNovelty[];
  };
  /** A flat map of rows; progress: share done. */
  'lay-out-map': {
    ask: { rows: Float32Array; width: number; seed: number };
    answer: { x: Float32Array; y: Float32Array };
  };
  /** Random crops of scored cross-sections; null for one whose scores cannot be read. */
  'crop-yields': {
    ask: { maps: readonly MapToCrop[]; seed: number; crops: number };
    answer: readonly (CropYield | null)[];
  };
  /** A window of a cross-section as a grey BMP, scaled down to fit. */
  picture: { ask: SectionToDraw; answer: Outcome<Uint8Array> };
  /** One generated source of a seed, by its place; progress: one a section. */
  'write-phantom': {
    ask: { folder: string; seed: number; place: number };
    answer: Outcome<WrittenSource>;
  };
  /** Numbers of the shards of a partial export that are whole. */
  /** Names of the files that shards of a few patches would be written to. */
  'name-files': {
    ask: {
      format: string;
      pictures: PictureEncoding | null;
      shards: readonly ShardToName[];
      document: DatasetDocument;
    };
    answer: Outcome<NamedFiles>;
  };
  'whole-shards': { ask: { partial: string }; answer: readonly number[] };
  /** Reads, encodes and writes one shard of an export, and records it in its journal; answers its bytes. */
  'write-shard': {
    ask: {
      project: string;
      partial: string;
      format: string;
      pictures: PictureEncoding | null;
      /** the export goes on after a kill: files may be there already */
      replace: boolean;
      shard: Omit<Shard, 'patches'>;
      facts: readonly PatchFacts[];
      /** the same patches */
      groups: readonly PatchesToExport[];
    };
    answer: Outcome<number>;
  };
  /** Writes rows of embeddings beside an export's manifest; answers how many rows are missing. */
  'write-embeddings': {
    ask: {
      partial: string;
      /** of the file to write; every task has a `name` of its own */
      fileName: string;
      format: EmbeddingFormat;
      /** half-precision rows by ordinal, of which the first `known` count */
      file: string;
      width: number;
      known: number;
      /** in the order of the manifest; -1 for a patch that has none */
      ordinals: Int32Array;
    };
    answer: Outcome<number>;
  };
  /** Writes all that follows the shards of an export. */
  'finish-dataset': {
    ask: { partial: string; format: string; shards: number; document: DatasetDocument };
    answer: Outcome<FinishedDataset>;
  };
  /** Cuts flipbooks out of one volume, writes them, and records them as a shard; answers their bytes. */
  'write-flipbooks': {
    ask: {
      partial: string;
      shard: number;
      as: StackFormatName;
      /** the export goes on after a kill: files may be there already */
      replace: boolean;
      volume: VolumeToRead;
      keepResident: boolean;
      flipbooks: readonly FlipbookToCut[];
    };
    answer: Outcome<number>;
  };
  /** Writes all that follows the flipbooks; answers the bytes of the whole set. */
  'finish-flipbooks': {
    ask: { partial: string; shards: number; tables: FlipbookTables };
    answer: Outcome<number>;
  };
  /** Copies patches of a data set into one pack file, each checked against its checksum, and measures them. */
  'pack-dataset': {
    ask: {
      payload: string;
      format: string;
      patches: readonly PatchOfDataset[];
      file: string;
    };
    answer: Outcome<WrittenPack>;
  };
  /** Hexadecimal SHA-256 of each patch's pixels; null for one that cannot be read. */
  'digest-packed': {
    ask: { project: string; patches: readonly { place: PackPlace | null; box: Box }[] };
    answer: readonly (string | null)[];
  };
  /** How two lists of patches differ: a second for a million. */
  'compare-sides': { ask: { a: PatchSide; b: PatchSide }; answer: Comparison };
  /** Checks some files of a data set: as many as the time allows, from where the last check left off. */
  'verify-dataset': {
    ask: { folder: string; from: VerifyState | null; budgetMs: number };
    answer: Outcome<VerifyProgress>;
  };
}

export type DecodeTaskName = keyof DecodeTasks;

/** A task on its way: the name says which of the table it is. */
export type DecodeTask = {
  [K in DecodeTaskName]: { name: K } & DecodeTasks[K]['ask'];
}[DecodeTaskName];
