import type { DatasetDocument } from '../../../../shared/dataset.ts';
import type { PictureEncoding } from '../../../../shared/export.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { StackFormatName } from '../../../../shared/flipbook.ts';
import type { Box } from '../../../../shared/patch.ts';
import type { PackPlace } from '../../catalog/exemplar-rows.ts';
import type { Comparison } from '../../compare/compare-sides.ts';
import type { PatchSide } from '../../compare/patch-side.ts';
import type { EmbeddingFormat } from '../../export/embedding-files.ts';
import type { PatchFacts, Shard } from '../../export/exporter.ts';
import type { FinishedDataset } from '../../export/finish-dataset.ts';
import type { FlipbookTables } from '../../export/flipbook-set.ts';
import type { NamedFiles, ShardToName } from '../../export/name-files.ts';
import type { VerifyProgress, VerifyState } from '../../export/verify.ts';
import type {
  FlipbookToCut,
  PatchesToExport,
  PatchOfDataset,
  VolumeToRead,
  WrittenPack,
} from './worker-material.ts';

/** Data sets written, read back, verified and compared. */
export interface DatasetTasks {
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
  /** Numbers of the shards of a partial export that are whole. */
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
