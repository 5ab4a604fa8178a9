import { expect, test } from 'vitest';
import { fileSetId } from '../../../../../src/main/engine/export/document/file-set-id.ts';
import {
  mediaTypeOf,
  purposeOf,
} from '../../../../../src/main/engine/export/document/media-types.ts';

test('a file is known by its ending, in whatever case', () => {
  expect(mediaTypeOf('a/b.PNG')).toBe('image/png');
  expect(mediaTypeOf('.parquet')).toBe('application/vnd.apache.parquet');
  expect(mediaTypeOf('a.b/c')).toBe('application/octet-stream');
  expect(mediaTypeOf('x.constructor')).toBe('application/octet-stream');
});

test('files of ours have a purpose, others have none', () => {
  expect(purposeOf('manifest.csv')).toContain('one a line');
  expect(purposeOf('toString')).toBeNull();
});

test('files of one ending are one set', () => {
  expect([fileSetId('.png'), fileSetId('')]).toEqual(['payload-png', 'payload-other']);
});
