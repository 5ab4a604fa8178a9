import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Catalog,
  createCatalog,
  openCatalog,
} from '../../../../src/main/engine/catalog/open-catalog.ts';
import type { Outcome } from '../../../../src/shared/failure.ts';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'curator-catalog-'));

function must(catalog: Outcome<Catalog>): Catalog {
  if (!catalog.ok) throw new Error(JSON.stringify(catalog.failure));
  return catalog.value;
}

export const newCatalog = (folder = newFolder()): Catalog => must(createCatalog(folder));
export const reopened = (folder: string): Catalog => must(openCatalog(folder, { readOnly: false }));

const nothingSaid = {
  technique: '',
  organism: '',
  tissue: '',
  doi: '',
  licence: '',
  attribution: '',
  notes: '',
  withheld: null,
};

/** A source with one volume of a given content. */
export function addVolume(catalog: Catalog, source: string, contentId: string) {
  const id = catalog.sources.add(source, nothingSaid, { kind: 'by-type' }, false);
  const volume = catalog.volumes.add({
    source: id,
    name: `${source}-volume`,
    kind: 'volume',
    reference: { kind: 'file', path: `${source}.tif` },
    format: 'TIFF',
    shape: { z: 10, y: 64, x: 64 },
    sampleType: 'uint8',
    voxelSizeOfFile: { z: 8, y: 8, x: 8 },
    voxelSizeGiven: null,
    contentId,
    bytes: 1,
    modified: 2.5,
    pictureNumber: null,
    warnings: ['a warning'],
  });
  return { source: id, volume };
}

export const patchAt = (contentId: string, position: number, x0 = 0) => ({
  contentId,
  plane: 0,
  position,
  y0: 0,
  y1: 32,
  x0,
  x1: x0 + 32,
});

export const exemplarAt = (ordinal: number, volume: number, position: number, x0 = 0) => ({
  ordinal,
  volume,
  plane: 0,
  position,
  y0: 0,
  y1: 32,
  x0,
  x1: x0 + 32,
  hash: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  members: 1,
  chosen: ordinal,
  heldOut: false,
});
