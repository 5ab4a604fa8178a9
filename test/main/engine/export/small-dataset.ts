import type { ExportedPatch } from '../../../../src/main/engine/export/exporter.ts';
import type { DatasetDocument } from '../../../../src/shared/dataset.ts';

/** A document with one source and no model. */
export const document: DatasetDocument = {
  set: 'dedup',
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
      volumes: [
        {
          name: 'a',
          contentId: 'c0ffee',
          shape: { z: 2, y: 16, x: 16 },
          sampleType: 'uint8',
          mapping: { rule: 'identity' },
        },
      ],
      counts: { raw: 4, dedup: 4, curated: null },
    },
  ],
  gini: { raw: 0, dedup: 0, curated: null },
};

const places = [
  { source: 'Liver', volume: 'a', name: 'a-LOC-0_0_0-4_0-5', score: 0.25, decision: null },
  { source: 'Liver', volume: 'a', name: 'a-LOC-0_1_0-4_0-5', score: null, decision: 'unsure' },
  { source: '../liver', volume: '=a', name: 'a/b-LOC-0_0_0-4_0-5', score: 1, decision: null },
  { source: 'liver', volume: 'a', name: 'A/B-LOC-0_0_0-4_0-5', score: 0, decision: 'informative' },
] as const;

/** Four patches of 4 x 5 pixels of three sources, two of which differ only by case. */
export async function* smallPatches(): AsyncGenerator<ExportedPatch> {
  for (const [index, place] of places.entries()) {
    const box = { y0: 0, y1: 4, x0: 0, x1: 5 };
    const pixels = Uint8Array.from({ length: 20 }, (_, i) => i * 10 + index);
    yield { ...place, plane: 'xy', index, box, hash: '00ff00ff00ff00ff', pixels };
  }
}
