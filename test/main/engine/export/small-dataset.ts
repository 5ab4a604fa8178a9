import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ExportedPatch, Exporter } from '../../../../src/main/engine/export/exporter.ts';
import { finishDataset } from '../../../../src/main/engine/export/finish-dataset.ts';
import { setFolder } from '../../../../src/main/engine/export/journal.ts';
import { settleShard, writeShard } from '../../../../src/main/engine/export/write-shard.ts';
import type { DatasetDocument } from '../../../../src/shared/dataset.ts';
import { datasetTerms, type PictureEncoding } from '../../../../src/shared/export.ts';

/** A document with one source and no model. */
export const document: DatasetDocument = {
  set: 'dedup',
  plan: null,
  layout: { format: 'cem', pictures: 'tiff' },
  parameters: {
    mode: 'no-pixel-lost',
    seed: 1,
    planes: null,
    spacing: 1,
    patchSize: 16,
    hashSize: 8,
    hammingLimit: 12,
  },
  versions: { 'em-curator': '0.1.0' },
  seeds: { order: 1 },
  model: null,
  labelSetHash: null,
  groupDecisions: [],
  sources: [
    {
      name: 'Liver',
      technique: 'FIB-SEM',
      organism: 'mouse',
      tissue: 'liver',
      doi: '',
      licence: 'CC0',
      attribution: '',
      voxelSize: { z: 8, y: 8, x: 8 },
      mapping: { kind: 'by-type' },
      invert: false,
      volumes: [
        {
          name: 'a',
          kind: 'volume',
          pictureNumber: null,
          contentId: 'c0ffee',
          shape: { z: 2, y: 16, x: 16 },
          sampleType: 'uint8',
          voxelSize: { z: 8, y: 8, x: 8 },
          mapping: { rule: 'identity' },
          counts: { raw: 4, dedup: 4, curated: null },
        },
      ],
      counts: { raw: 4, dedup: 4, curated: null, exported: 4 },
      scopes: [{ steps: [] }],
      split: null,
    },
  ],
  withheld: 0,
  split: null,
  weights: null,
  labels: null,
  groups: null,
  embeddings: null,
  terms: datasetTerms.parse({}),
  gini: { raw: 0, dedup: 0, curated: null, exported: 0 },
  balance: {
    gini: 0,
    topFifthShare: 0.2,
    holdingEighty: 0.8,
    effectiveSources: 1,
    counts: [4],
  },
};

const places = [
  { source: 'Liver', volume: 'a', name: 'a-LOC-0_0_0-4_0-5', score: 0.25, decision: null },
  { source: 'Liver', volume: 'a', name: 'a-LOC-0_1_0-4_0-5', score: null, decision: 'unsure' },
  { source: '../liver', volume: '=a', name: 'a/b-LOC-0_0_0-4_0-5', score: 1, decision: null },
  { source: 'liver', volume: 'a', name: 'A/B-LOC-0_0_0-4_0-5', score: 0, decision: 'informative' },
] as const;
const folders: Readonly<Record<string, string>> = {
  Liver: 'Liver',
  '../liver': '__liver',
  liver: 'liver~2',
};

/** Four patches of 4 x 5 pixels of three sources, two of which differ only by case. */
export function smallPatches(): ExportedPatch[] {
  return places.map((place, index) => ({
    ...place,
    plane: 'xy',
    index,
    box: { y0: 0, y1: 4, x0: 0, x1: 5 },
    hash: '00ff00ff00ff00ff',
    members: index + 1,
    reason: place.decision === 'unsure' ? 'blurred' : null,
    pixelNm: { y: 8, x: 8 },
    split: null,
    weight: null,
    folder: folders[place.source] ?? '',
    fileName: place.name.replace('/', '_'),
    pixels: Uint8Array.from({ length: 20 }, (_, i) => i * 10 + index),
  }));
}

/** How a data set is written in a test. */
export interface SmallDataset {
  readonly patches?: readonly ExportedPatch[];
  readonly pictures?: PictureEncoding;
  /** most patches of a shard; the exporter's own when left out */
  readonly shard?: number;
  readonly document?: DatasetDocument;
}

/** Writes a whole data set as the engine does, shard by shard, without a project. */
export async function writeDataset(
  folder: string,
  exporter: Exporter,
  options: SmallDataset = {},
): Promise<void> {
  const partial = join(dirname(folder), '.small.partial');
  await mkdir(join(setFolder(partial), 'data'), { recursive: true });
  const pictures = options.pictures ?? exporter.pictures[0] ?? null;
  const most = options.shard ?? exporter.shard.patches;
  const edge = (options.document ?? document).parameters.patchSize;
  let number = 0;
  for (const run of runsOf(options.patches ?? smallPatches(), exporter.shard.by)) {
    for (let from = 0; from < run.patches.length; from += most) {
      const patches = run.patches.slice(from, from + most);
      const before = { ofSplit: run.ofSplit + from, ofSource: run.ofSource + from };
      const place = { number, ofSplit: number, ofSource: Math.floor(from / most), before, edge };
      const entry = await writeShard(partial, exporter, { ...place, patches }, pictures, false);
      await settleShard(partial, number, entry);
      number += 1;
    }
  }
  const about = options.document ?? document;
  const layout = { format: exporter.name, pictures };
  await finishDataset(partial, exporter, number, { ...about, layout }, () => true);
  await rename(setFolder(partial), folder);
  await rm(partial, { recursive: true });
}

/** Runs of patches that a shard may not leave, and how many patches of their part and source come before them. */
function runsOf(patches: readonly ExportedPatch[], by: 'source' | 'split') {
  const runs: { patches: ExportedPatch[]; ofSplit: number; ofSource: number }[] = [];
  for (const [i, patch] of patches.entries()) {
    const last = patches[i - 1];
    const isSame = last?.split === patch.split && (by === 'split' || last.source === patch.source);
    const open = runs.at(-1);
    if (open && isSame) open.patches.push(patch);
    else {
      const ofSplit = patches.slice(0, i).filter(({ split }) => split === patch.split).length;
      runs.push({ patches: [patch], ofSplit, ofSource: 0 });
    }
  }
  return runs;
}
