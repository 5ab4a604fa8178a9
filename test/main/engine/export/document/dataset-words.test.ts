import { expect, test } from 'vitest';
import {
  annotationWords,
  balanceWords,
  collectionWords,
  limitations,
  processingSteps,
  sourceWords,
} from '../../../../../src/main/engine/export/document/dataset-words.ts';
import { liver, smallDataset } from './small-package.ts';

test('steps that were not taken are not told', () => {
  const steps = processingSteps(
    smallDataset({ set: 'raw', plan: null, split: null, weights: null, model: null }),
  );
  expect(steps).toHaveLength(4);
  expect(steps.join(' ')).not.toMatch(/duplicate|model|seed|weight/u);
});

test('the name of a balance plan, which a person typed, is not among the words', () => {
  expect(processingSteps(smallDataset()).join(' ')).toContain('A balance plan chose');
  expect(processingSteps(smallDataset()).join(' ')).not.toContain('even,');
});

test('that black and white changed places is told', () => {
  expect(processingSteps(smallDataset())[0]).not.toContain('changed places');
  expect(processingSteps(smallDataset({ sources: [{ ...liver, invert: true }] }))[0]).toContain(
    'Black and white changed places in 1 source.',
  );
});

test('a curated set without a model was chosen by people alone', () => {
  const steps = processingSteps(smallDataset({ model: null })).join(' ');
  expect(steps).toContain('Patches were kept as persons decided.');
});

test('how many sources are withheld is told, which ones is not', () => {
  expect(limitations(smallDataset({ withheld: 2 })).at(-1)).toBe(
    '2 sources of the project may not be shared and are not in this data set or in its figures.',
  );
  expect(limitations(smallDataset({ withheld: 0 })).join(' ')).not.toContain('shared');
});

test('what is missing about the sources is counted', () => {
  expect(limitations(smallDataset()).join(' ')).toContain(
    'technique of 1, organism of 1, tissue of 1, licence of 1',
  );
  expect(collectionWords(smallDataset())).toContain('1 of them names a publication.');
});

test('figures of balance that cannot be told are left out', () => {
  expect(balanceWords(smallDataset())).toHaveLength(4);
  const none = {
    gini: null,
    topFifthShare: null,
    holdingEighty: null,
    effectiveSources: null,
    counts: [],
  };
  expect(balanceWords(smallDataset({ balance: none }))).toEqual([]);
});

test('without labels and model nobody judged the patches', () => {
  expect(annotationWords(smallDataset())).toHaveLength(2);
  expect(annotationWords(smallDataset({ model: null, labelSetHash: null }))).toEqual([]);
});

test('a source is told in as many words as are known', () => {
  expect(sourceWords(liver)).toBe('FIB-SEM of liver (Mus musculus)');
  expect(sourceWords({ ...liver, technique: '', tissue: '', organism: '' })).toBe('');
});
