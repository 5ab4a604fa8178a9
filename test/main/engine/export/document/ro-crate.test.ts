import { expect, test } from 'vitest';
import { z } from 'zod';
import { roCrate } from '../../../../../src/main/engine/export/document/ro-crate.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { hostile, liver, smallPackage } from './small-package.ts';

const crate = z.strictObject({
  '@context': z.literal('https://w3id.org/ro/crate/1.2/context'),
  '@graph': z.array(z.looseObject({ '@id': z.string(), '@type': z.string() })),
});

const graphOf = (about = smallPackage()) =>
  crate.parse(JSON.parse(roCrate.write(about)?.text ?? ''))['@graph'];
const byId = (id: string, about = smallPackage()) =>
  graphOf(about).find((entity) => entity['@id'] === id);

/** Every `{ "@id": ... }` in the properties of an entity; objects of any other form are not flat. */
function referencesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesOf);
  if (typeof value !== 'object' || value === null) return [];
  expect(Object.keys(value)).toEqual(['@id']);
  return [String(Object.values(value)[0])];
}

test('descriptor and root are as the specification wants them', () => {
  expect(byId('ro-crate-metadata.json')).toEqual({
    '@id': 'ro-crate-metadata.json',
    '@type': 'CreativeWork',
    about: { '@id': './' },
    conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
  });
  expect(byId('./')).toMatchObject({
    '@type': 'Dataset',
    name: 'Cells of two labs',
    description: 'Patches for a first try.',
    datePublished: '2026-11-26',
    license: { '@id': 'https://creativecommons.org/licenses/by/4.0/' },
    author: [{ '@id': '#creator-1' }, { '@id': '#creator-2' }],
  });
});

test('the graph is flat, names each thing once, and knows all that it refers to', () => {
  const twins = [liver, { ...liver, name: 'Liver 2' }];
  for (const about of [smallPackage(), smallPackage({ sources: twins })]) {
    const graph = graphOf(about);
    const ids = graph.map((entity) => entity['@id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { '@id': _, '@type': __, ...properties } of graph) {
      for (const id of Object.values(properties).flatMap(referencesOf)) {
        if (id !== 'https://w3id.org/ro/crate/1.2') expect(ids).toContain(id);
      }
    }
  }
});

test('every file is part of the root, with its checksum; the payload is a folder', () => {
  const root = byId('./');
  expect(root?.['hasPart']).toContainEqual({ '@id': 'manifest.csv' });
  expect(root?.['hasPart']).toContainEqual({ '@id': 'data/' });
  expect(byId('manifest.csv')).toMatchObject({
    '@type': 'File',
    sha256: 'b'.repeat(64),
    contentSize: '1000',
    encodingFormat: 'text/csv',
  });
});

test('sources keep their own licence and attribution, and a shared publication is not two things', () => {
  expect(byId('https://doi.org/10.6019/EMPIAR-10310')).toMatchObject({
    name: 'Liver',
    license: 'CC0-1.0',
    creditText: 'A. Lab',
  });
  const twins = smallPackage({ sources: [liver, { ...liver, name: 'Liver 2' }] });
  expect(byId('#source-2', twins)).toMatchObject({
    name: 'Liver 2',
    url: 'https://doi.org/10.6019/EMPIAR-10310',
  });
});

test('what only a person can say is left out or said not to be stated', () => {
  const root = byId('./', smallPackage({ terms: datasetTerms.parse({}) }));
  expect(root).toMatchObject({ license: 'Not stated' });
  expect(root).not.toHaveProperty('datePublished');
  expect(root).not.toHaveProperty('author');
});

test('hostile texts stay texts', () => {
  const source = { ...liver, name: hostile, doi: hostile, licence: hostile };
  const terms = { ...datasetTerms.parse({}), title: hostile, licence: hostile };
  const about = smallPackage({ sources: [source], terms });
  expect(byId('#source-1', about)).toMatchObject({ name: hostile, license: hostile });
  expect(byId('./', about)?.['license']).toBe(hostile.trim());
});
