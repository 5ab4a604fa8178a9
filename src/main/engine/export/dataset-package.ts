import type { DatasetFile } from '../../../shared/dataset.ts';
import type { ExportFormat } from '../../../shared/export.ts';

/** Everything that documents about a data set are written from. */
export interface DatasetPackage {
  readonly dataset: DatasetFile;
  readonly format: ExportFormat;
  /** of the payload; folders and endings by name, each with how many files and bytes */
  readonly files: PayloadTotals;
  /** files that lie beside the payload already, by name */
  readonly tags: readonly TagFile[];
}

export interface TagFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface PayloadTotals {
  readonly count: number;
  readonly bytes: number;
  /** by top folder; files that lie in none count for '' */
  readonly folders: ReadonlyMap<string, { readonly count: number; readonly bytes: number }>;
  /** by ending, with its dot; '' for none */
  readonly endings: ReadonlyMap<string, { readonly count: number; readonly bytes: number }>;
}

/** One document that is written beside the payload; a pure function of what it tells about. */
export interface DatasetDocumentWriter {
  readonly name: string;
  /** @returns the file's name beside the manifest, and its text; null where there is nothing to tell */
  write(about: DatasetPackage): { readonly path: string; readonly text: string } | null;
}
