import { expect, test } from 'vitest';
import { knownLicences, recogniseLicence } from '../../src/shared/licence.ts';

test('every licence of the table is recognised by its SPDX identifier and by its address', () => {
  for (const licence of knownLicences) {
    expect(recogniseLicence(licence.spdx!)).toEqual(licence);
    const byAddress = recogniseLicence(licence.url!);
    // One page tells of a GPL version, whether later ones are admitted or not.
    expect(byAddress?.family, licence.url!).toBe(licence.family);
    expect(byAddress?.version).toBe(licence.version);
  }
  expect(new Set(knownLicences.map(({ spdx }) => spdx)).size).toBe(knownLicences.length);
});

test.each([
  ['CC BY 4.0', 'CC-BY-4.0'],
  ['cc by-nc-sa 3.0', 'CC-BY-NC-SA-3.0'],
  ['CC-BY-SA v4.0', 'CC-BY-SA-4.0'],
  ['CC BY 4', 'CC-BY-4.0'],
  ['Creative Commons Attribution 4.0 International License', 'CC-BY-4.0'],
  ['Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International', 'CC-BY-NC-ND-4.0'],
  ['Creative Commons Attribution Non Commercial Share Alike 4.0', 'CC-BY-NC-SA-4.0'],
  ['Creative Commons Attribution (CC BY 4.0)', 'CC-BY-4.0'],
  ['https://creativecommons.org/licenses/by/4.0/legalcode', 'CC-BY-4.0'],
  ['http://creativecommons.org/licenses/by-sa/3.0/deed.en', 'CC-BY-SA-3.0'],
  ['https://spdx.org/licenses/ODbL-1.0.html', 'ODbL-1.0'],
  ['CC0', 'CC0-1.0'],
  ['CC0 1.0 Universal', 'CC0-1.0'],
  ['Creative Commons Zero', 'CC0-1.0'],
  ['MIT License', 'MIT'],
  ['BSD 3-Clause License', 'BSD-3-Clause'],
  ['Apache License, Version 2.0', 'Apache-2.0'],
  ['GPLv3', 'GPL-3.0-only'],
  ['GPL-3.0', 'GPL-3.0-only'],
  ['GNU GPL v2 or later', 'GPL-2.0-or-later'],
  ['GPL-2.0+', 'GPL-2.0-or-later'],
  ['  cc-by-4.0. ', 'CC-BY-4.0'],
])('"%s" is %s', (text, spdx) => {
  expect(recogniseLicence(text)?.spdx).toBe(spdx);
});

test('a Creative Commons name without its version keeps its terms and has no identifier', () => {
  expect(recogniseLicence('CC BY-NC')).toMatchObject({
    name: 'CC BY-NC (version not stated)',
    spdx: null,
    commercial: false,
    attribution: true,
  });
});

test.each([
  '',
  'free for academic use',
  'public domain',
  'CC BY, raw data on request',
  'CC BY 4.0 or MIT',
  'not CC BY',
  'CC BY 4.0 / CC BY-NC 4.0',
  'CC BY 5.0',
  'CC BY 3.0 4.0',
  'CC SA 4.0',
  'CC BY-ND-SA 4.0',
  'CC',
  'MIT, but ask first',
  'https://example.org/creativecommons.org/licenses/by/4.0/',
  'by-nc',
  'constructor',
  'cc by constructor',
])('"%s" is for a person to read', (text) => {
  expect(recogniseLicence(text)).toBeNull();
});

test('the terms are those of the name', () => {
  const terms = (id: string) => {
    const { attribution, commercial, derivatives, shareAlike } = recogniseLicence(id)!;
    return [attribution, commercial, derivatives, shareAlike];
  };
  expect(terms('CC0-1.0')).toEqual([false, true, true, false]);
  expect(terms('CC-BY-4.0')).toEqual([true, true, true, false]);
  expect(terms('CC-BY-NC-SA-4.0')).toEqual([true, false, true, true]);
  expect(terms('CC-BY-ND-4.0')).toEqual([true, true, false, false]);
  expect(terms('ODbL-1.0')).toEqual([true, true, true, true]);
  expect(terms('GPL-3.0-only')).toEqual([true, true, true, true]);
});
