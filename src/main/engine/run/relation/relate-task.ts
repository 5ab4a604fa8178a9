import { readFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { succeed } from '../../../../shared/failure.ts';
import { nearestAcrossFast } from '../../kernel/nearest-across-wasm.ts';
import { watchedBy } from '../../kernel/watched-work.ts';
import { decodeLandmarks } from '../../landmark/landmark-file.ts';
import { joinColumns, noLandmarks, type VolumeLandmarks } from '../../relation/join-columns.ts';
import type { LookedInto } from '../../relation/landmark-frames.ts';
import { relateLandmarks } from '../../relation/like-landmarks.ts';
import { relateSources, sizesOf } from '../../relation/relate-sources.ts';
import { withLandmarks } from '../../relation/with-landmarks.ts';
import type { ExemplarTasks, RelateAsk, RelatePart } from '../task/exemplar-tasks.ts';

/** Landmarks of one source at most, 31 bytes each: 75 MB for 600 sources of one volume. */
const mostOfSource = 16_000;

/** Runs in a worker: near-duplicates between sources, then landmarks, and what they say of each two. */
export async function relateInWorker(
  { mostRows, volumes, files, ...all }: RelateAsk,
  progress: MessagePort,
): Promise<ExemplarTasks['relate-sources']['answer']> {
  const tell = (part: RelatePart) => ({
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
  const sources = all.zPerX.length;
  const columns = joinColumns(await landmarksOf(volumes, files));
  const aligned = await relateLandmarks(
    { all: columns, volumes, sources, mostRows },
    tell('find-landmarks'),
    watchedBy(tell('judge-landmarks')),
  );
  const sizes = sizesOf(groupOf, sources);
  return succeed({
    related: withLandmarks(related, aligned, volumes, sizes, limit),
    leftOut: near.leftOut,
  });
}

/** Of a source with many volumes, the first of each: they are from all over it. A damaged file counts as none. */
async function landmarksOf(volumes: readonly LookedInto[], files: readonly string[]) {
  const counts = new Map<number, number>();
  for (const { source } of volumes) counts.set(source, (counts.get(source) ?? 0) + 1);
  const found: VolumeLandmarks[] = [];
  for (const [i, { source }] of volumes.entries()) {
    const most = Math.floor(mostOfSource / (counts.get(source) ?? 1));
    const bytes = await readFile(files[i] ?? '').catch(() => null);
    found.push((bytes && decodeLandmarks(bytes, most)) ?? noLandmarks);
  }
  return found;
}
