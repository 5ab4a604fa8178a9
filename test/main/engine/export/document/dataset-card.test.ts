import { CORE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import { datasetCard } from '../../../../../src/main/engine/export/document/dataset-card.ts';
import { datasetTerms } from '../../../../../src/shared/export.ts';
import { hostile, liver, smallPackage } from './small-package.ts';

function cardOf(about = smallPackage()) {
  const text = datasetCard.write(about)?.text ?? '';
  const [, header = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/su.exec(text) ?? [];
  // `as`: the header is a mapping of ours.
  return { header: load(header, { schema: CORE_SCHEMA }) as Record<string, unknown>, body };
}

test('the header is what the Hub reads', () => {
  expect(cardOf().header).toEqual({
    pretty_name: 'Cells of two labs',
    license: 'cc-by-4.0',
    task_categories: ['image-feature-extraction'],
    tags: ['electron microscopy', 'biology'],
    size_categories: ['n<1K'],
    configs: [
      {
        config_name: 'default',
        data_files: [
          { split: 'train', path: 'data/train/**' },
          { split: 'test', path: 'data/test/**' },
        ],
      },
    ],
  });
});

test('every section of a datasheet is there, and says when a thing is not stated', () => {
  const { body } = cardOf(smallPackage({ terms: datasetTerms.parse({}) }));
  const headings = [...body.matchAll(/^## (.+)$/gmu)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'Motivation',
    'Composition',
    'Collection',
    'Processing',
    'Files',
    'Uses',
    'Licences',
    'Limits',
    'Citation',
  ]);
  expect(body).toContain('Licence of the data set: Not stated.');
  expect(body).toContain('Makers of the data set: not stated.');
  expect(body).toContain('| Brain | not stated | not stated | not stated |');
});

test('licences that do not fit are named in it, with the words that it is no legal advice', () => {
  const { body } = cardOf();
  expect(body).toContain('- Brain has no licence stated, so no permission to hand it on is known.');
  expect(body).toContain('no legal advice');
  expect(cardOf(smallPackage({ sources: [liver] })).body).not.toContain('no legal advice');
});

test('every parameter of the processing is in it', () => {
  const { body } = cardOf();
  for (const words of [
    'One cross-section in 2',
    '224 x 224',
    'difference hashes of 64 bits differ in at most 12',
    'seed 7',
    'texture-forest',
    'above 0.5',
    'shares of 0.8, 0 and 0.2 (seed 5)',
    'gamma 0.5',
    'lossless PNG',
  ]) {
    expect(body).toContain(words);
  }
});

test('hostile texts are neither header, heading, HTML, link nor cell', () => {
  const source = {
    ...liver,
    name: hostile,
    technique: hostile,
    organism: hostile,
    tissue: hostile,
    doi: hostile,
    licence: hostile,
    attribution: hostile,
  };
  const terms = { title: hostile, description: hostile, creators: hostile, licence: hostile };
  const { header, body } = cardOf(
    smallPackage({ sources: [source], terms: { ...datasetTerms.parse({}), ...terms } }),
  );
  expect(header['license']).toBe('other');
  expect(body.match(/^#{1,6} /gmu)).toHaveLength(10);
  expect(body).not.toMatch(/(?<!\\)<(?!https:\/\/doi)/u);
  expect(body).not.toMatch(/(?<!\\)\]\(javascript|\u202e/u);
  expect(body).not.toMatch(/(?<!\()https?:\/\/evil/u);
  const tables = body.split('\n').filter((line) => line.startsWith('| '));
  const cells = tables.map((line) => line.replaceAll('\\|', '').split('|').length);
  expect(new Set(cells)).toEqual(new Set([5, 9, 6]));
});
