import type { DatasetSplit } from '../../../../shared/export.ts';
import type { PatchFacts } from '../../export/exporter.ts';
import type { PatchesToExport } from '../task/worker-material.ts';

/** Patches of one source that follow each other, all of them in one part of the data set. */
export interface SelectedRun {
  readonly source: number;
  readonly split: DatasetSplit | null;
  /** place of the first among all patches of the selection */
  readonly from: number;
  readonly count: number;
}

/** Everything of a patch that does not depend on the rest of the data set. */
export type FactsOfPatch = Omit<PatchFacts, 'split' | 'weight'>;

/** Which patches are exported, in the order of source, volume and row; the pixels stay where they are. */
export interface SelectedPatches {
  readonly count: number;
  /** sources with patches, in order; each lies together */
  readonly sources: readonly {
    readonly source: number;
    readonly from: number;
    readonly count: number;
  }[];
  /** What is told of some patches, and where their pixels are; a few hundred at a time. */
  read(from: number, to: number): { facts: FactsOfPatch[]; groups: PatchesToExport[] };
  /** Exemplar ordinals of all patches, -1 for one that is no exemplar. */
  ordinals(): Promise<Int32Array>;
  /** changes with anything that `read` would tell differently, as far as the document does not say it */
  readonly digest: string;
}

/** The same in parts: sources of the first part come first. */
export interface SplitSelection {
  readonly count: number;
  readonly runs: readonly SelectedRun[];
  /** place in the selection of each run's first patch */
  readonly patches: SelectedPatches;
}

const order = ['train', 'validation', 'test'] as const;

/** Puts whole sources in the order of their parts. @param splitOf null for all without a split */
export function inParts(
  patches: SelectedPatches,
  splitOf: ((source: number) => DatasetSplit | null) | null,
): SplitSelection {
  const rank = (split: DatasetSplit | null) =>
    split === null ? order.length : order.indexOf(split);
  const parts = patches.sources
    .map((run) => ({ ...run, split: splitOf?.(run.source) ?? null }))
    .sort((a, b) => rank(a.split) - rank(b.split) || a.from - b.from);
  return { count: patches.count, runs: parts, patches };
}
