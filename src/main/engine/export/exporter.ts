import type { DatasetFile } from '../../../shared/dataset.ts';
import type { DatasetSplit, ExportFormat, PictureEncoding } from '../../../shared/export.ts';
import type { Outcome } from '../../../shared/failure.ts';
import type { Box, Plane } from '../../../shared/patch.ts';

/** Everything told of a patch but its pixels. */
export interface PatchFacts {
  readonly source: string;
  readonly volume: string;
  readonly plane: Plane;
  readonly index: number;
  readonly box: Box;
  /** paper name, without extension (spec 1.8) */
  readonly name: string;
  readonly hash: string;
  /** raw patches that this one stands for, itself included */
  readonly members: number;
  readonly score: number | null;
  readonly decision: 'informative' | 'uninformative' | 'unsure' | null;
  readonly reason: string | null;
  /** nanometres along the rows and columns of the patch; null where not known */
  readonly pixelNm: { readonly y: number; readonly x: number } | null;
  readonly split: DatasetSplit | null;
  readonly weight: number | null;
  /** safe name of the source's folder, unlike that of any other source */
  readonly folder: string;
  /** safe file name without extension, unlike that of any other patch in the folder */
  readonly fileName: string;
}

/** One patch on its way out. */
export interface ExportedPatch extends PatchFacts {
  /** 8-bit grey, row by row, as large as the box */
  readonly pixels: Uint8Array;
}

/** Where a patch lies in the finished data set: a file of the payload, and its place in it where it holds more. */
export interface PatchPlace {
  readonly file: string;
  readonly item: string;
}

/** One line of the manifest. */
export interface ManifestRow extends Omit<PatchFacts, 'folder' | 'fileName'>, PatchPlace {
  /** of the pixels, whatever encoding they are stored in; empty where the format holds none */
  readonly sha256: string;
}

/** Patches that are written, journalled and, after a crash, skipped together. */
export interface Shard {
  /** running number among all shards, and among those of its split and of its source, each from 0 */
  readonly number: number;
  readonly ofSplit: number;
  readonly ofSource: number;
  /** patches of its split, and of its source within the split, in the shards before this one */
  readonly before: { readonly ofSplit: number; readonly ofSource: number };
  /** no patch of the data set is higher or wider */
  readonly edge: number;
  /** those of one split lie together, within it those of one source */
  readonly patches: readonly ExportedPatch[];
}

/** The payload of the data set. Whatever is written here ends up in the checksums. */
export interface Payload {
  /** Writes a new file; `path` is relative, with `/`, its parts made by safeName or fixed words. */
  write(path: string, bytes: Uint8Array | string): Promise<void>;
  /** The same for a file that grows with the data set. */
  writePieces(path: string, pieces: AsyncIterable<Uint8Array | string>): Promise<void>;
}

/** What is known once all shards are written; rows come in order and are read anew at each call. */
export interface WrittenShards {
  readonly rows: () => AsyncIterable<ManifestRow>;
  readonly dataset: Omit<DatasetFile, 'manifest'>;
}

/** Reads patches back, for `import`, `diff` and tests. The folder is untrusted. */
export interface PatchReader {
  /** 8-bit grey of the size of the box, or why they cannot be had */
  pixels(row: Pick<ManifestRow, 'file' | 'item' | 'box'>): Promise<Outcome<Uint8Array>>;
  close(): Promise<void>;
}

/** One way of laying out a data set. It keeps no state between shards, so that a killed export goes on. */
export interface Exporter extends ExportFormat {
  /** whether a shard may hold several sources (of one split); and how many patches at most */
  readonly shard: {
    readonly by: 'source' | 'split';
    readonly patches: number;
    /** a shard that another one of its kind follows holds a multiple of so many; 1 when left out */
    readonly multipleOf?: number;
  };
  /** the data set is a table: no pixels are read, those of each patch are empty */
  readonly rowsOnly?: true;
  /** @returns a place for each patch, in order */
  writeShard(
    payload: Payload,
    shard: Shard,
    pictures: PictureEncoding | null,
  ): Promise<readonly PatchPlace[]>;
  /** Files about all shards: annotations, tables, group metadata. */
  writeIndex(payload: Payload, written: WrittenShards): Promise<void>;
  /** @param payload absolute path of the payload folder */
  openReader(payload: string): PatchReader;
}
