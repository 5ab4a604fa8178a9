import { expect, test } from 'vitest';
import { croissant } from '../../../../../src/main/engine/export/document/croissant.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { croissantProblems } from './croissant-rules.ts';
import { hostile, liver, smallPackage } from './small-package.ts';

const text = (about = smallPackage()) => croissant.write(about)?.text ?? '';
const read = (about = smallPackage()) => JSON.parse(text(about));

test('the document keeps every mandatory rule of Croissant 1.1', () => {
  expect(croissantProblems(text())).toEqual([]);
  expect(croissantProblems(text(smallPackage({ split: null, model: null })))).toEqual([]);
});

test('what only a person can say is left out, and nothing else is missing', () => {
  const about = smallPackage({ terms: datasetTerms.parse({}) });
  expect(croissantProblems(text(about))).toEqual([
    'url is mandatory',
    'datePublished is mandatory',
  ]);
  expect(read(about)).toMatchObject({
    license: { name: 'Not stated' },
    creator: [{ '@type': 'sc:Organization', name: 'Not stated' }],
  });
});

test('a broken document is found, so that the check above is worth something', () => {
  const broken = (change: (document: ReturnType<typeof read>) => void) => {
    const document = read();
    change(document);
    return croissantProblems(JSON.stringify(document));
  };
  expect(broken((d) => delete d.description)[0]).toContain('description');
  expect(broken((d) => (d.distribution[0].sha256 = 'x'))[0]).toContain('sha256');
  expect(broken((d) => (d.distribution[0].contentUrl = '../x'))).toEqual(['../x leads elsewhere']);
  expect(broken((d) => d.distribution.splice(4, 1))[0]).toContain('no file manifest.csv');
  expect(broken((d) => (d.recordSet[0].field[0].dataType = 'cr:Label'))[0]).toContain('atomic');
  expect(broken((d) => (d.recordSet[0].key[0]['@id'] = 'patches/none'))).toEqual([
    'patches/none is no field',
  ]);
});

test('every file beside the payload is there with its checksum, the payload by kind of file', () => {
  const { distribution } = read();
  expect(distribution.find((file: { name: string }) => file.name === 'manifest.csv')).toEqual({
    '@type': 'cr:FileObject',
    '@id': 'manifest.csv',
    name: 'manifest.csv',
    description: expect.any(String),
    contentSize: '1000 B',
    contentUrl: 'manifest.csv',
    encodingFormat: 'text/csv',
    sha256: 'b'.repeat(64),
  });
  expect(distribution.slice(-2)).toMatchObject([
    { '@id': 'payload-jsonl', encodingFormat: 'application/jsonl' },
    { '@id': 'payload-png', encodingFormat: 'image/png' },
  ]);
});

test('each patch is joined to its picture and its split', () => {
  const [patches, pictures, splits] = read().recordSet;
  const fieldOf = (set: { field: { name: string }[] }, name: string) =>
    set.field.find((field) => field.name === name);
  expect(fieldOf(patches, 'split')).toMatchObject({
    references: { field: { '@id': 'splits/name' } },
  });
  expect(fieldOf(pictures, 'file')).toMatchObject({
    references: { field: { '@id': 'patches/file' } },
  });
  const { regex } = pictures.field[0].source.transform;
  expect(new RegExp(regex, 'u').exec('data/train/Liver/a.png')?.[1]).toBe('train/Liver/a.png');
  expect(splits.data.map((row: Record<string, string>) => row['splits/name'])).toEqual([
    'train',
    'validation',
    'test',
  ]);
});

test('where patches are no files of their own there are no pictures to join', () => {
  const about = smallPackage({ layout: { format: 'parquet', pictures: 'png' }, split: null });
  const files = { ...about.files, endings: new Map([['.parquet', { count: 1, bytes: 9 }]]) };
  expect(croissantProblems(text({ ...about, files }))).toEqual([]);
  expect(read({ ...about, files }).recordSet).toHaveLength(1);
});

test('files without an ending, as the chunks of a Zarr array, are a set too', () => {
  const about = smallPackage({ layout: { format: 'ome-zarr', pictures: null } });
  const endings = new Map([
    ['', { count: 4, bytes: 9 }],
    ['.json', { count: 2, bytes: 9 }],
  ]);
  const document = text({ ...about, files: { ...about.files, endings } });
  expect(croissantProblems(document)).toEqual([]);
  expect(JSON.parse(document).distribution.at(-2)).toMatchObject({
    '@id': 'payload-other',
    includes: 'data/**',
    excludes: ['data/**/*.json'],
  });
});

test('hostile texts stay texts', () => {
  const source = { ...liver, name: hostile, technique: hostile, doi: hostile, licence: hostile };
  const terms = datasetTerms.parse({ title: hostile, creators: hostile, url: 'javascript:1' });
  const document = text(smallPackage({ sources: [source], terms }));
  expect(croissantProblems(document)).toEqual(['url is mandatory', 'datePublished is mandatory']);
  expect(JSON.parse(document)).not.toHaveProperty('prov:wasDerivedFrom');
});

test('the same data set gives the same bytes', () => {
  expect(text()).toBe(text());
});
