import type { DatasetPackage } from '../../../../../src/main/engine/export/dataset-package.ts';
import { type DatasetFile, datasetFile } from '../../../../../src/shared/dataset.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';

const volume = {
  name: 'a',
  kind: 'volume' as const,
  pictureNumber: null,
  contentId: 'c0ffee',
  shape: { z: 64, y: 512, x: 512 },
  sampleType: 'uint8' as const,
  voxelSize: { z: 8, y: 8, x: 8 },
  mapping: { rule: 'identity' as const },
  counts: { raw: 90, dedup: 40, curated: 30 },
};

export const liver: DatasetFile['sources'][number] = {
  name: 'Liver',
  technique: 'FIB-SEM',
  organism: 'Mus musculus',
  tissue: 'liver',
  doi: 'https://doi.org/10.6019/EMPIAR-10310',
  licence: 'CC0-1.0',
  attribution: 'A. Lab',
  voxelSize: { z: 8, y: 8, x: 8 },
  mapping: { kind: 'by-type' },
  invert: false,
  volumes: [volume],
  counts: { raw: 90, dedup: 40, curated: 30, exported: 30 },
  scopes: [{ steps: [['a']] }],
  split: 'train',
};

const brain: DatasetFile['sources'][number] = {
  ...liver,
  name: 'Brain',
  technique: '',
  organism: '',
  tissue: '',
  doi: '',
  licence: '',
  attribution: '',
  voxelSize: null,
  volumes: [{ ...volume, voxelSize: null }],
  counts: { raw: 30, dedup: 20, curated: 12, exported: 12 },
  split: 'test',
};

/** Two sources, one told of in full and one not at all, in two parts; parsed, so that it is a true `dataset.json`. */
export function smallDataset(change: Partial<DatasetFile> = {}): DatasetFile {
  return datasetFile.parse({
    format: 'em-curator-dataset',
    version: 3,
    groupDecisions: [],
    set: 'curated',
    withheld: 1,
    plan: { name: 'even', rules: {} },
    layout: { format: 'imagefolder', pictures: 'png' },
    parameters: {
      mode: 'no-pixel-lost',
      seed: 7,
      planes: null,
      spacing: 2,
      patchSize: 224,
      hashSize: 8,
      hammingLimit: 12,
    },
    versions: { 'em-curator': '0.1.0' },
    seeds: { deduplication: 7, training: 3, split: 5 },
    model: {
      id: '0123456789abcdef',
      kind: 'texture-forest',
      labelsHash: 'ab',
      threshold: 0.5,
      sourceThresholds: { Brain: 0.7 },
    },
    labelSetHash: 'ab',
    sources: [liver, brain],
    leftOut: [],
    split: {
      request: { train: 0.8, validation: 0, test: 0.2, seed: 5 },
      parts: [
        { split: 'train', sources: 1, patches: 30 },
        { split: 'validation', sources: 0, patches: 0 },
        { split: 'test', sources: 1, patches: 12 },
      ],
    },
    weights: { gamma: 0.5 },
    labels: { file: 'labels.csv', labels: 10 },
    groups: { file: 'groups.csv', members: 50 },
    embeddings: null,
    terms: datasetTerms.parse({
      title: 'Cells of two labs',
      description: 'Patches for a first try.',
      creators: 'Doe, Jane\nThe EM group',
      licence: 'CC-BY-4.0',
      published: '2026-11-26',
      url: 'https://example.org/cells',
    }),
    gini: { raw: 0.25, dedup: 0.17, curated: 0.21, exported: 0.21 },
    balance: {
      gini: 0.214,
      topFifthShare: 0.29,
      holdingEighty: 0.72,
      effectiveSources: 1.69,
      counts: [12, 30],
    },
    manifest: { file: 'manifest.csv', sha256: 'a'.repeat(64), patches: 42 },
    ...change,
  });
}

export function smallPackage(change: Partial<DatasetFile> = {}): DatasetPackage {
  const dataset = smallDataset(change);
  return {
    dataset,
    format: { name: dataset.layout.format, title: 'A layout', about: 'Files.', pictures: ['png'] },
    files: {
      count: 43,
      bytes: 420_000,
      folders: new Map([
        ['train', { count: 31, bytes: 300_000 }],
        ['test', { count: 12, bytes: 120_000 }],
      ]),
      endings: new Map([
        ['.png', { count: 42, bytes: 410_000 }],
        ['.jsonl', { count: 1, bytes: 10_000 }],
      ]),
    },
    tags: ['dataset.json', 'groups.csv', 'labels.csv', 'manifest-sha256.txt', 'manifest.csv'].map(
      (path) => ({ path, bytes: 1000, sha256: 'b'.repeat(64) }),
    ),
  };
}

/** A text that tries to be markup, YAML, a formula and several lines in every document at once. */
export const hostile =
  '=HYPERLINK("http://evil.example")"\n---\nlicense: mit\n# Heading\n<script>alert(1)</script> [x](javascript:1) | `code` \u202e https://evil.example www.evil.example a@evil.example *b* \\';
