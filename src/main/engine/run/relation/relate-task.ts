import type { MessagePort } from 'node:worker_threads';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { nearestAcrossFast } from '../../kernel/nearest-across-wasm.ts';
import { watchedBy } from '../../kernel/watched-work.ts';
import {
  type ExemplarsToRelate,
  type RelatedSources,
  relateSources,
} from '../../relation/relate-sources.ts';

/** Exemplars to relate, and how many near-duplicates may be kept in memory. */
export interface RelateAsk extends Omit<ExemplarsToRelate, 'near'> {
  readonly mostRows: number;
}

/** The task of the decode process, with the others in `decode-task.ts`. */
export interface RelateTasks {
  /** Near-duplicates between sources; progress: the part under way and its share done. */
  'relate-sources': {
    ask: RelateAsk;
    answer: Outcome<{ related: readonly RelatedSources[]; leftOut: number }>;
  };
}

/** Runs in a worker: near-duplicates between sources, then what they say of each two. */
export async function relateInWorker(
  { mostRows, ...all }: RelateAsk,
  progress: MessagePort,
): Promise<RelateTasks['relate-sources']['answer']> {
  const tell = (part: 'find' | 'judge') => ({
    progress: (share: number) => progress.postMessage({ part, share }),
  });
  const { hashes, bytesPerHash, groupOf, limit } = all;
  const near = await nearestAcrossFast(
    hashes,
    bytesPerHash,
    groupOf,
    limit,
    mostRows,
    tell('find'),
  );
  const related = await relateSources({ ...all, near }, watchedBy(tell('judge')));
  return succeed({ related, leftOut: near.leftOut });
}
