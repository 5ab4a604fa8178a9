import { CORE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { citation } from '../../../../../src/main/engine/export/document/citation.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { hostile, liver, smallPackage } from './small-package.ts';

const doi = z.string().regex(/^10\.\d{4,9}(?:\.\d+)?\/[A-Za-z0-9:/_;\-.()[\]\\]+$/u);
const url = z.string().regex(/^(?:https|http|ftp|sftp):\/\/.+/u);
const words = z.string().min(1);
const authors = z
  .array(
    z.union([
      z.strictObject({ name: words }),
      z.strictObject({ 'family-names': words, 'given-names': words }),
    ]),
  )
  .min(1)
  .refine((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length);

/** The schema of Citation File Format 1.2.0, as far as it is used here; nothing beyond it may be there. */
const citationFile = z.strictObject({
  'cff-version': z.literal('1.2.0'),
  message: words,
  type: z.literal('dataset'),
  title: words,
  authors,
  abstract: words,
  license: z.string().optional(),
  'date-released': z.iso.date().optional(),
  url: url.optional(),
  references: z.array(
    z.strictObject({
      type: z.enum(['data', 'article']),
      title: words,
      authors,
      doi: doi.optional(),
      url: url.optional(),
      journal: words.optional(),
      volume: z.int().optional(),
      pages: words.optional(),
      year: z.int().optional(),
    }),
  ),
});

const read = (about = smallPackage()) =>
  citationFile.parse(load(citation.write(about)?.text ?? '', { schema: CORE_SCHEMA }));

test('the file keeps the schema and says who made what', () => {
  const file = read();
  expect(file).toMatchObject({
    title: 'Cells of two labs',
    authors: [{ 'family-names': 'Doe', 'given-names': 'Jane' }, { name: 'The EM group' }],
    license: 'CC-BY-4.0',
    'date-released': '2026-11-26',
    url: 'https://example.org/cells',
  });
  expect(file.references).toMatchObject([
    { title: 'Liver', doi: '10.6019/EMPIAR-10310', authors: [{ name: 'A. Lab' }] },
    { title: expect.stringContaining('CEM500K'), doi: '10.7554/eLife.65894', year: 2021 },
  ]);
});

test('nobody is made an author: without creators the file says that none are stated', () => {
  const file = read(smallPackage({ terms: datasetTerms.parse({}) }));
  expect(file.authors).toEqual([{ name: 'Not stated' }]);
  expect(file).not.toHaveProperty('license');
  expect(file).not.toHaveProperty('date-released');
});

test('hostile texts stay values of their own keys', () => {
  const source = { ...liver, name: hostile, attribution: hostile, doi: hostile };
  const terms = { title: hostile, description: hostile, creators: hostile, licence: hostile };
  const file = read(
    smallPackage({ sources: [source], terms: { ...datasetTerms.parse({}), ...terms } }),
  );
  expect(file.abstract).toBe(hostile.trim());
  expect(file).not.toHaveProperty('license');
  expect(file.references).toHaveLength(2);
});
