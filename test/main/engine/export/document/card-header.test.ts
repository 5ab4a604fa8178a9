import { CORE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import { cardHeader } from '../../../../../src/main/engine/export/document/card-header.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { smallDataset, smallPackage } from './small-package.ts';

const read = (about = smallPackage()) =>
  // `as`: the header is a mapping of ours.
  load(cardHeader(about).replaceAll(/^---$/gmu, ''), { schema: CORE_SCHEMA }) as Record<
    string,
    unknown
  >;
const withLicence = (licence: string) =>
  read(smallPackage({ terms: datasetTerms.parse({ licence }) }));

test.each([
  ['CC0', { license: 'cc0-1.0' }],
  ['CC BY-NC-SA 4.0', { license: 'cc-by-nc-sa-4.0' }],
  ['ODbL', { license: 'odbl' }],
  ['GPLv3', { license: 'gpl-3.0' }],
  ['', { license: 'unknown' }],
  ['CC BY-SA 2.5', { license: 'other', license_name: 'CC-BY-SA-2.5' }],
  ['house rules', { license: 'other', license_name: 'house rules' }],
])('the licence "%s" by the names of the Hub', (licence, expected) => {
  expect(withLicence(licence)).toMatchObject(expected);
});

test.each([
  [0, 'n<1K'],
  [999, 'n<1K'],
  [1000, '1K<n<10K'],
  [499_999, '100K<n<1M'],
  [5_000_000, '1M<n<10M'],
  [2e12, 'n>1T'],
])('%d patches are in the bin %s', (patches, bin) => {
  const { manifest } = smallDataset();
  const about = smallPackage({ manifest: { ...manifest, patches } });
  expect(read(about)['size_categories']).toEqual([bin]);
});

test('formats that loaders know tell where the files of a part are; others say nothing', () => {
  const configs = (format: string, split = smallDataset().split) =>
    read(smallPackage({ layout: { format, pictures: 'png' }, split }))['configs'];
  expect(configs('parquet', null)).toEqual([
    { config_name: 'default', data_files: [{ split: 'train', path: 'data/all-*.parquet' }] },
  ]);
  expect(configs('webdataset')).toMatchObject([
    { data_files: [{ path: 'data/train-*.tar' }, { path: 'data/test-*.tar' }] },
  ]);
  expect(configs('cem')).toBeUndefined();
});
