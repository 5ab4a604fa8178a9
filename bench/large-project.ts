import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCatalog } from '../src/main/engine/catalog/open-catalog.ts';
import type { NewVolume } from '../src/main/engine/catalog/volumes.ts';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { cropGrid } from '../src/main/engine/patch/crop-grid.ts';
import { inputsOf } from '../src/main/engine/run/cut/stale-sources.ts';
import { writeScores } from '../src/main/engine/run/disk/flat-file.ts';
import { evaluateScores } from '../src/main/engine/run/model/evaluate-scores.ts';
import { modelRecord } from '../src/main/engine/run/model/model-record.ts';
import { planeCode } from '../src/main/engine/run/project/plane-codes.ts';
import { cutSettings } from '../src/shared/cut.ts';
import { given } from '../test/flow/open-engine.ts';

/** How much a generated project holds. */
export interface ProjectSize {
  /** volumes of 88 cross-sections of 100 patches, 10 in each source */
  readonly volumes: number;
  /** pictures of 10 patches in one source */
  readonly pictures: number;
  /** labels given one by one */
  readonly labels: number;
}

/** The set of the paper: 5.3 million raw patches, 1.1 million exemplars, 12,000 labels. */
export const paperSize: ProjectSize = { volumes: 590, pictures: 10_500, labels: 12_000 };

/** A model of which only the scores are looked at. */
const generatedModel = modelRecord.parse({
  hash: 'generated',
  kind: 'texture-forest',
  createdBy: 0,
  seed: 1,
  trainedOn: { informative: 1, uninformative: 1, labelsHash: 'none' },
  holdOut: evaluateScores([], 0.5),
  leaveSourcesOut: null,
  perSource: [],
  importances: [],
  warnings: [],
});
const edge = 2240;
const shapes = { volume: { z: 88, y: edge, x: edge }, picture: { z: 1, y: 448, x: edge } };
const voxelSize = { z: 50, y: 5, x: 5 };
const settings = cutSettings.parse({});
const metadata = {
  technique: '',
  organism: '',
  tissue: '',
  doi: '',
  licence: '',
  attribution: '',
  notes: '',
  withheld: null,
};

/**
 * Writes a project without any pixels behind it, through the catalog, as a run would have left it:
 * every fifth patch an exemplar, all scored, hashes at random.
 */
export function writeLargeProject(folder: string, size: ProjectSize): void {
  for (const name of ['scores', 'models', 'embeddings', 'backups']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const catalog = given(createCatalog(folder));
  const random = xorshift32(9);
  const cut = catalog.commitUnit(() => {
    catalog.settings.set('key', '0123456789abcdef');
    catalog.settings.set('annotator', 'curator');
    return catalog.cuts.find(settings);
  });
  catalog.commitUnit(() => catalog.settings.set('cut', String(cut)));
  let next = 0;
  const sources = Array.from({ length: Math.ceil(size.volumes / 10) }, (_, i) => `source-${i}`);
  for (const [i, name] of [...sources, 'pictures'].entries()) {
    const isVolume = i < sources.length;
    const count = isVolume ? Math.min(10, size.volumes - i * 10) : size.pictures;
    catalog.commitUnit(() => {
      const source = catalog.sources.add(name, metadata, { kind: 'by-type' }, false);
      const scope = catalog.cuts.addScope(cut, `source:${source}`, '');
      for (let place = 0; place < count; place++) {
        next = addVolume(source, scope, place, isVolume ? 'volume' : 'picture', next);
      }
      catalog.cuts.completeScope(scope);
    });
  }
  catalog.commitUnit(() => {
    addLabels(next);
    catalog.models.add('generated', 0, JSON.stringify(generatedModel));
    catalog.settings.set('model', 'generated');
  });
  const scores = Float32Array.from({ length: next }, () => random.next() / 2 ** 32);
  writeScores(join(folder, 'scores', 'generated.f32'), scores);
  catalog.close();

  function addVolume(
    source: number,
    scope: number,
    place: number,
    kind: 'volume' | 'picture',
    from: number,
  ): number {
    const shape = shapes[kind];
    const described: NewVolume = {
      source,
      name: `${kind}-${place}`,
      kind,
      reference: { kind: 'file', path: `../raw/${source}-${place}.tif` },
      format: 'TIFF',
      shape,
      sampleType: 'uint8',
      voxelSizeOfFile: voxelSize,
      voxelSizeGiven: null,
      contentId: `${source}-${place}`.padStart(32, '0'),
      bytes: shape.z * shape.y * shape.x,
      modified: 0,
      pictureNumber: kind === 'picture' ? place : null,
      warnings: [],
    };
    const volume = catalog.volumes.add(described);
    const stored = catalog.volumes.byId(volume);
    const owner = catalog.sources.byId(source);
    if (!stored || !owner) throw new Error('What was just added is not there.');
    catalog.cuts.setVolume(cut, volume, inputsOf(stored, owner), true);
    const plane = planeCode(kind === 'picture' ? '2d' : 'xy');
    const boxes = cropGrid(shape.y, shape.x, settings.patchSize, settings.mode);
    let ordinal = from;
    for (let position = 0; position < shape.z; position++) {
      const hashes = Uint8Array.from({ length: boxes.length * 8 }, () => random.byte());
      const owners = new Uint32Array(boxes.length);
      for (const [at, box] of boxes.entries()) {
        if (at === 0 || random.next() < 0.2 * 2 ** 32) {
          const hash = hashes.subarray(at * 8, at * 8 + 8);
          const members = 1 + (random.byte() >> 4);
          const chosen = ordinal - from;
          const heldOut = position % 10 === 0;
          const row = { ordinal, volume, plane, position, ...box, hash, members, chosen, heldOut };
          catalog.exemplars.add(scope, row);
          ordinal++;
        }
        owners[at] = ordinal - 1;
      }
      const section = { plane, position, patches: boxes.length, hashes };
      catalog.crossSections.add(cut, volume, section);
      const bytes = new Uint8Array(owners.buffer);
      catalog.crossSections.setOwners(cut, volume, plane, position, bytes);
    }
    return ordinal;
  }

  function addLabels(exemplars: number): void {
    const step = Math.max(1, Math.floor(exemplars / size.labels));
    const volumes = new Map(catalog.volumes.all().map((volume) => [volume.id, volume.contentId]));
    for (let ordinal = 0; ordinal < step * size.labels; ordinal += step) {
      const exemplar = catalog.exemplars.byOrdinal(ordinal);
      if (!exemplar) continue;
      const { plane, position, y0, y1, x0, x1 } = exemplar;
      const contentId = volumes.get(exemplar.volume) ?? '';
      const value = random.byte() < 128 ? 'informative' : 'uninformative';
      const action = catalog.actions.add('curator', ordinal, 'label', `Labelled ${value}: 1 patch`);
      const address = { contentId, plane, position, y0, y1, x0, x1 };
      catalog.labels.decide(action, { address, value, reason: null, origin: 'hand' });
      catalog.labels.settle(action);
    }
  }
}
