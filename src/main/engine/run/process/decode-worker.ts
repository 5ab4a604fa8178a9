import { rename, writeFile } from 'node:fs/promises';
import type { MessagePort } from 'node:worker_threads';
import { type Outcome, succeed } from '../../../../shared/failure.ts';
import { compareSides } from '../../compare/compare-sides.ts';
import { readEncoderFile } from '../../encoder/read-encoder-file.ts';
import { balanceIntervals } from '../../evaluate/balance-intervals.ts';
import { rankNovelty } from '../../evaluate/novelty.ts';
import { keepExemplarsWatched } from '../../exemplar/keep-exemplars.ts';
import { radiusPoint } from '../../exemplar/radius-point.ts';
import { randomOrder, randomOrderAfter } from '../../exemplar/random-order.ts';
import { type ShardEntry, wholeShards } from '../../export/journal.ts';
import { verifyDataset } from '../../export/verify.ts';
import { umap } from '../../map/umap.ts';
import { greyBitmap } from '../../picture/grey-bitmap.ts';
import { farthestFirst } from '../../score/farthest-first.ts';
import { resolveMapping } from '../../slice/resolve-mapping.ts';
import { listVolumes } from '../../source/open-volume.ts';
import { samplesSha256 } from '../../source/samples-checksum.ts';
import { cropYield } from '../../yield/crop-yield.ts';
import { hashVolumePart } from '../cut/hash-part-of-volume.ts';
import { packDataset } from '../dataset/pack-dataset.ts';
import { readScores } from '../disk/flat-file.ts';
import {
  digestPacked,
  embedPacked,
  embedPatches,
  pixelsOfPatches,
  pixelsPacked,
} from '../exemplar/packed-patches.ts';
import { writePack } from '../exemplar/patch-packs.ts';
import { measurePatches, readPatches } from '../exemplar/patch-reader.ts';
import {
  finishExport,
  nameExportFiles,
  writeExportEmbeddings,
  writeExportShard,
} from '../export/export-tasks.ts';
import { finishFlipbookSet, writeFlipbooks } from '../export/flipbook-tasks.ts';
import { expectedChange, nearestRows } from '../model/embedding-rows.ts';
import { evaluateScores } from '../model/evaluate-scores.ts';
import { scoreEmbeddings } from '../model/score-embeddings.ts';
import { sectionViewer } from '../picture/section-viewer.ts';
import { findLandmarksInWorker } from '../relation/landmark-task.ts';
import { relateInWorker } from '../relation/relate-task.ts';
import type { DecodeTask, DecodeTaskName, DecodeTasks } from '../task/decode-task.ts';
import { fillResidentPart, withVolume } from '../volume/cross-section-reader.ts';
import type { ResidentPart } from '../volume/resident-volumes.ts';
import { writeDemonstrationSource } from '../write-demonstration.ts';

// Runs in a worker thread of the decode process. Named exports are piscina's entry points.

/** All pictures are drawn by one worker, so that what it keeps is kept once. */
const viewer = sectionViewer({ mostBytes: 256 * 2 ** 20, idleMs: 10_000 });
const asStored = Uint8Array.from({ length: 256 }, (_value, level) => level);

interface Surroundings {
  readonly resident: SharedArrayBuffer | null;
  /** of each group of an export's patches */
  readonly residents: readonly (SharedArrayBuffer | null)[];
  readonly progress: MessagePort;
}

type Handlers = {
  [K in DecodeTaskName]: (
    ask: DecodeTasks[K]['ask'],
    around: Surroundings,
  ) => Promise<K extends 'write-shard' ? Outcome<ShardEntry> : DecodeTasks[K]['answer']>;
};

const handlers: Handlers = {
  async describe({ reference }) {
    return withVolume(reference, async (volume) => succeed(volume.summary));
  },
  list: ({ folder }) => listVolumes(folder),
  checksum: ({ reference }, { progress }) =>
    withVolume(reference, (volume) => samplesSha256(volume, (z) => progress.postMessage(z))),
  'resolve-mapping': ({ reference, mapping, kind }) =>
    withVolume(reference, (volume) => resolveMapping(mapping, volume, kind, pathOf(reference))),
  'hash-part': (ask, { resident }) => hashVolumePart(ask, resident),
  async 'keep-exemplars'({ hashes, bytesPerHash, seed, limit, fixed = 0 }, { progress }) {
    const order = randomOrderAfter(fixed, hashes.length / bytesPerHash, seed);
    return await keepExemplarsWatched(
      hashes,
      bytesPerHash,
      order,
      limit,
      { fixed },
      { progress: (share) => progress.postMessage(share), signal: stopSignal(progress) },
    );
  },
  async 'radius-point'({ hashes, bytesPerHash, seed, radius, draw }, { progress }) {
    const order = randomOrder(hashes.length / bytesPerHash, seed);
    const watcher = { progress: (share: number) => progress.postMessage(share) };
    const claims = await keepExemplarsWatched(hashes, bytesPerHash, order, radius, {}, watcher);
    return radiusPoint(hashes, bytesPerHash, claims, radius, draw);
  },
  'find-landmarks': (ask, { progress }) =>
    findLandmarksInWorker(ask, stopSignal(progress), (share) => progress.postMessage(share)),
  'relate-sources': (ask, { progress }) => relateInWorker(ask, progress),
  pack: ({ volume, patches, file }, { resident }) => writePack(volume, patches, file, resident),
  'read-patches': ({ volume, patches }, { resident }) => readPatches(volume, patches, resident),
  'measure-patches': ({ volume, patches }, { resident }) =>
    measurePatches(volume, patches, resident),
  'embed-packed': ({ project, patches }) => embedPacked(project, patches),
  'embed-patches': (ask, { resident }) => embedPatches(ask, resident),
  'pixels-packed': ({ project, patches, size }) => pixelsPacked(project, patches, size),
  'pixels-of-patches': (ask, { resident }) => pixelsOfPatches(ask, resident),
  async 'read-encoder'({ path, graph }) {
    const read = await readEncoderFile(path);
    if (!read.ok) return read;
    const { graph: bytes, ...found } = read.value;
    await writeFile(`${graph}.new`, bytes, { flush: true });
    await rename(`${graph}.new`, graph);
    return succeed(found);
  },
  'nearest-rows': async ({ embeddings, to, scales, most, stretch }) =>
    nearestRows(embeddings, to, scales, most, stretch),
  'farthest-first': async ({ values, width, taken, most }) =>
    farthestFirst(values, width, taken, most),
  'balance-intervals': async ({ counts }) => counts.map((each) => balanceIntervals(each)),
  'expected-change': async ({ embeddings, scales, scores }) =>
    expectedChange(embeddings, scales, scores),
  'score-embeddings': scoreEmbeddings,
  evaluate: async ({ parts, threshold, depth }) =>
    parts.map(({ scores, labels, ordinals }) => {
      const rows = Array.from(scores, (score, i) => ({
        score,
        label: labels[i] ?? 0,
        ordinal: ordinals[i] ?? -1,
      }));
      return evaluateScores(rows, threshold, depth);
    }),
  'rank-novelty': async ({ labelled, sources, width }) => rankNovelty(labelled, sources, width),
  'lay-out-map': ({ rows, width, seed }, { progress }) =>
    umap(rows, width, seed, { progress: (share) => progress.postMessage(share) }),
  'crop-yields': async ({ maps, seed, crops }) =>
    maps.map(({ scores: file, threshold, ...edges }) => {
      const scores = readScores(file);
      const count = (edges.edgesY.length - 1) * (edges.edgesX.length - 1);
      return scores.length === count
        ? cropYield({ ...edges, scores }, threshold, { seed, crops })
        : null;
    }),
  async picture(ask, { progress }) {
    const drawn = await viewer.draw(ask, stopSignal(progress));
    if (!drawn.ok) return drawn;
    const { pixels, height, width } = drawn.value;
    return succeed(greyBitmap(pixels, height, width, asStored));
  },
  'write-phantom': ({ folder, seed, place }, { progress }) =>
    writeDemonstrationSource(folder, seed, place, () => progress.postMessage(1)),
  'name-files': nameExportFiles,
  'whole-shards': ({ partial }) => wholeShards(partial),
  'write-shard': (ask, { residents }) => writeExportShard(ask, residents),
  'write-embeddings': writeExportEmbeddings,
  'finish-dataset': (ask, { progress }) => finishExport(ask, stopSignal(progress)),
  'write-flipbooks': (ask, { resident }) => writeFlipbooks(ask, resident),
  'finish-flipbooks': finishFlipbookSet,
  'verify-dataset': ({ folder, from, budgetMs }) => verifyDataset(folder, from, budgetMs),
  'pack-dataset': packDataset,
  'digest-packed': ({ project, patches }) => digestPacked(project, patches),
  'compare-sides': async ({ a, b }) => compareSides(a, b),
};

/** Aborted when the task is asked to stop. */
function stopSignal(progress: MessagePort): AbortSignal {
  const abort = new AbortController();
  progress.on('message', () => abort.abort());
  return abort.signal;
}

/** Does one task of the table. */
export function work(task: DecodeTask & Surroundings): Promise<unknown> {
  // `as`: the handler under a task's name takes exactly that task.
  const handler = handlers[task.name] as (
    ask: DecodeTask,
    around: Surroundings,
  ) => Promise<unknown>;
  return handler(task, task);
}

/** Decodes some planes of a volume into memory shared by all workers. */
export function fillResident(part: ResidentPart): Promise<Outcome<null>> {
  return fillResidentPart(part);
}

const pathOf = (reference: { kind: string; path?: string; folder?: string }): string =>
  reference.path ?? reference.folder ?? '';
