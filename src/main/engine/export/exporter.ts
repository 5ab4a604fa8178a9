import type { DatasetDocument } from '../../../shared/dataset.ts';
import type { Outcome } from '../../../shared/failure.ts';
import type { Box, Plane } from '../../../shared/patch.ts';

/** One patch on its way out. */
export interface ExportedPatch {
  readonly source: string;
  readonly volume: string;
  readonly plane: Plane;
  readonly index: number;
  readonly box: Box;
  /** paper name, without extension (spec 1.8) */
  readonly name: string;
  readonly hash: string;
  readonly score: number | null;
  readonly decision: 'informative' | 'uninformative' | 'unsure' | null;
  /** 8-bit grey, row by row, as large as the box */
  readonly pixels: Uint8Array;
}

export interface ExportSummary {
  readonly folder: string;
  readonly patches: number;
  /** of all files */
  readonly bytes: number;
}

export interface ExportProgress {
  readonly patches: number;
  readonly bytes: number;
}

/** One way of writing a data set. */
export interface Exporter {
  readonly name: string;
  /**
   * Writes a new folder, whole or not at all: it appears under its name when every file is on the disk.
   *
   * @param folder final path; must not exist, its parent must
   * @returns failures `target-exists`, `target-unwritable`, `disk-full`, `cancelled`; they leave nothing behind
   */
  write(
    folder: string,
    patches: AsyncIterable<ExportedPatch>,
    document: DatasetDocument,
    onProgress?: (progress: ExportProgress) => void,
    signal?: AbortSignal,
  ): Promise<Outcome<ExportSummary>>;
}
