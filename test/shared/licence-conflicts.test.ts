import { expect, test } from 'vitest';
import {
  licenceConflicts,
  licenceWarnings,
  notLegalAdvice,
} from '../../src/shared/licence-conflicts.ts';

const source = (licence: string, attribution = 'A lab', name = 'liver') => ({
  name,
  licence,
  attribution,
});
const kinds = (licence: string, chosen: string, attribution = 'A lab') =>
  licenceConflicts([source(licence, attribution)], chosen).map(({ kind }) => kind);

test.each([
  ['CC0-1.0', 'CC0-1.0'],
  ['CC0-1.0', 'CC-BY-NC-ND-4.0'],
  ['CC-BY-4.0', 'CC-BY-4.0'],
  ['CC-BY-3.0', 'CC-BY-4.0'],
  ['CC BY', 'CC-BY-4.0'],
  ['CC-BY-4.0', 'CC-BY-SA-4.0'],
  ['CC-BY-4.0', 'CC-BY-NC-4.0'],
  ['CC-BY-SA-4.0', 'CC-BY-SA-4.0'],
  ['CC-BY-SA-3.0', 'CC-BY-SA-4.0'],
  ['CC-BY-NC-4.0', 'CC-BY-NC-4.0'],
  ['CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0'],
  ['CC-BY-NC-SA-2.0', 'CC-BY-NC-SA-4.0'],
  ['ODbL-1.0', 'ODbL-1.0'],
  ['MIT', 'Apache-2.0'],
  ['GPL-2.0-or-later', 'GPL-3.0-only'],
])('%s may go under %s', (licence, chosen) => {
  expect(kinds(licence, chosen)).toEqual([]);
});

test.each([
  ['CC-BY-NC-4.0', 'CC-BY-4.0', 'non-commercial'],
  ['CC-BY-NC-4.0', 'CC0-1.0', 'non-commercial'],
  ['CC-BY-NC-4.0', 'CC-BY-SA-4.0', 'non-commercial'],
  ['CC-BY-NC-SA-4.0', 'CC-BY-NC-4.0', 'share-alike'],
  ['CC-BY-SA-4.0', 'CC-BY-4.0', 'share-alike'],
  ['CC-BY-SA-4.0', 'CC-BY-NC-SA-4.0', 'share-alike'],
  ['CC-BY-SA-4.0', 'CC-BY-SA-3.0', 'share-alike'],
  ['CC-BY-SA-1.0', 'CC-BY-SA-4.0', 'share-alike'],
  ['CC BY-SA', 'CC-BY-SA-4.0', 'share-alike'],
  ['GPL-2.0-only', 'GPL-3.0-only', 'share-alike'],
  ['ODbL-1.0', 'CC-BY-4.0', 'share-alike'],
  ['CC-BY-ND-4.0', 'CC-BY-ND-4.0', 'no-derivatives'],
  ['CC-BY-NC-ND-4.0', 'CC0-1.0', 'no-derivatives'],
  ['CC-BY-4.0', 'CC0-1.0', 'waiver'],
  ['MIT', 'PDDL-1.0', 'waiver'],
  ['', 'CC0-1.0', 'not-stated'],
  ['  ', 'CC0-1.0', 'not-stated'],
  ['ask the lab', 'CC-BY-4.0', 'unknown'],
  ['public domain', 'CC0-1.0', 'unknown'],
])('%s may not go under %s as it stands: %s', (licence, chosen, kind) => {
  expect(kinds(licence, chosen)).toEqual([kind]);
});

test('a licence that asks for names and a source that gives none', () => {
  expect(kinds('CC-BY-4.0', 'CC-BY-4.0', ' ')).toEqual(['attribution-missing']);
  expect(kinds('CC0-1.0', 'CC-BY-4.0', '')).toEqual([]);
  expect(kinds('CC-BY-ND-4.0', 'CC-BY-4.0', '')).toEqual(['no-derivatives', 'attribution-missing']);
});

test('without a licence, or with one that is not known, that is said and the strict sources are named', () => {
  expect(kinds('CC-BY-4.0', '')).toEqual(['chosen-not-stated']);
  expect(kinds('CC-BY-SA-4.0', '')).toEqual(['chosen-not-stated', 'share-alike']);
  expect(kinds('CC-BY-NC-4.0', 'house rules')).toEqual(['chosen-unknown', 'non-commercial']);
});

test('sources with the same trouble share a sentence that says it is no legal advice', () => {
  const sources = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => source('', '', name));
  const warnings = licenceWarnings(
    licenceConflicts([...sources, source('CC-BY-NC-4.0')], 'CC-BY-4.0'),
  );
  expect(warnings).toEqual([
    '7 sources (a, b, c, d, e and 2 more): each has no licence stated, so no permission to hand it on is known.',
    'liver is under CC BY-NC 4.0, which forbids commercial use, and CC BY 4.0 does not.',
    notLegalAdvice,
  ]);
  expect(licenceWarnings([])).toEqual([]);
});
