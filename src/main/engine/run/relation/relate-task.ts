import type { MessagePort } from 'node:worker_threads';
import { succeed } from '../../../../shared/failure.ts';
import { nearestAcrossFast } from '../../kernel/nearest-across-wasm.ts';
import { watchedBy } from '../../kernel/watched-work.ts';
import { relateSources } from '../../relation/relate-sources.ts';
import type { ExemplarTasks, RelateAsk } from '../task/exemplar-tasks.ts';

/** Runs in a worker: near-duplicates between sources, then what they say of each two. */
export async function relateInWorker(
  { mostRows, ...all }: RelateAsk,
  progress: MessagePort,
): Promise<ExemplarTasks['relate-sources']['answer']> {
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
