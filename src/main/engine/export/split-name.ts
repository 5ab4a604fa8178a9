import type { DatasetSplit } from '../../../shared/export.ts';

/** The name of a split in file names; a data set that is not split is one part called `all`. */
export function splitName(split: DatasetSplit | null): string {
  return split ?? 'all';
}
