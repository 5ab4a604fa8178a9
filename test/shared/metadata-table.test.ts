import { expect, test } from 'vitest';
import {
  longestText,
  metadataCells,
  metadataFields,
  withheldField,
  withheldOf,
  withheldText,
} from '../../src/shared/metadata-table.ts';
import { sourceMetadata } from '../../src/shared/source.ts';

test('every text that a person may give of a source has its column', () => {
  const texts = Object.entries(sourceMetadata.shape).flatMap(([name, schema]) =>
    schema.safeParse('text').success ? [name] : [],
  );
  expect([...metadataFields, withheldField].sort()).toEqual(texts.sort());
});

test('a source without a voxel size leaves its three cells empty', () => {
  const metadata = sourceMetadata.parse({
    technique: 'FIB-SEM',
    organism: 'Mus musculus',
    tissue: '',
    doi: '',
    licence: '',
    attribution: '',
    notes: '',
  });
  const cells = metadataCells({ name: 'liver', metadata, voxelSize: null });
  expect(cells).toEqual([
    'liver',
    'FIB-SEM',
    'Mus musculus',
    ...Array(5).fill(''),
    'no',
    ...Array(3).fill(''),
  ]);
});

test('the longest text of a field is that of the schema', () => {
  expect(longestText('technique')).toBe(200);
  expect(longestText('notes')).toBe(10_000);
});

test.each([null, '', 'embargo until the paper is out'])(
  '%j is told of a withheld source',
  (why) => {
    expect(withheldOf(withheldText(why))).toBe(why);
  },
);
