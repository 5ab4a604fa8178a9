import type { DatasetSplit } from '../../../../shared/export.ts';
import type { Exporter, Shard } from '../../export/exporter.ts';
import type { SelectedRun } from './patch-selection.ts';

/** A shard that is still to be written: which patches of the selection it holds, in order. */
export interface PlannedShard extends Omit<Shard, 'patches'> {
  readonly split: DatasetSplit | null;
  readonly count: number;
  readonly stretches: readonly { readonly from: number; readonly to: number }[];
}

/** Pixels a shard may hold, whatever the exporter asks for: workers keep that much in memory each. */
const mostBytes = 64 * 2 ** 20;

/**
 * Cuts patches into shards: runs that never cross a part of the data set, nor a source where the exporter
 * wants it so. Depends on its arguments alone, so that an export that was killed finds its shards again.
 *
 * @param runs in the order of the data set
 * @param edge rows and columns of the largest patch
 */
export function planShards(
  runs: readonly SelectedRun[],
  { by, patches, multipleOf = 1 }: Exporter['shard'],
  edge: number,
): readonly PlannedShard[] {
  const fitting = Math.min(patches, Math.floor(mostBytes / (edge * edge)));
  const most = Math.max(multipleOf, fitting - (fitting % multipleOf));
  const shards: PlannedShard[] = [];
  let open: Open | null = null;
  const sources = { ofSource: 0, before: 0, source: -1 };
  const splits = { ofSplit: 0, before: 0, split: undefined as DatasetSplit | null | undefined };
  const close = (): void => {
    if (!open) return;
    shards.push({ ...open.shard, count: open.count, stretches: open.stretches });
    splits.ofSplit += 1;
    sources.ofSource += 1;
    open = null;
  };
  for (const run of runs) {
    if (run.split !== splits.split) {
      close();
      Object.assign(splits, { ofSplit: 0, before: 0, split: run.split });
    }
    if (by === 'source') close();
    if (run.source !== sources.source) {
      Object.assign(sources, { ofSource: 0, before: 0, source: run.source });
    }
    for (let from = run.from; from < run.from + run.count; ) {
      open ??= {
        shard: {
          number: shards.length,
          ofSplit: splits.ofSplit,
          ofSource: sources.ofSource,
          before: { ofSplit: splits.before, ofSource: sources.before },
          edge,
          split: run.split,
        },
        count: 0,
        stretches: [],
      } satisfies Open;
      const to = Math.min(run.from + run.count, from + most - open.count);
      open.stretches.push({ from, to });
      open.count += to - from;
      splits.before += to - from;
      sources.before += to - from;
      from = to;
      if (open.count === most) close();
    }
  }
  close();
  return shards;
}

interface Open {
  readonly shard: Omit<PlannedShard, 'count' | 'stretches'>;
  count: number;
  readonly stretches: { from: number; to: number }[];
}
