import { expect, test } from 'vitest';
import {
  chosenWords,
  hasBothKinds,
  intervalText,
  modelTitle,
  thresholdText,
} from '../../../src/renderer/classifier/model-words.ts';

test('a threshold shows a third decimal only where it has one', () => {
  expect(thresholdText(0.5)).toBe('0.50');
  expect(thresholdText(0.2457)).toBe('0.246');
  expect(thresholdText(0.5504)).toBe('0.55');
});

test('a model is called by its number and kind', () => {
  expect(modelTitle({ id: 12, kind: 'embedding-head' })).toBe('Model 12, embedding head');
});

test('what training chose is told to three digits', () => {
  expect(chosenWords({ l2: 0.01, temperature: 1.0637 })).toBe('L2 0.01, temperature 1.06');
  expect(chosenWords({})).toBe('');
});

test('an interval that is not known says nothing', () => {
  expect(intervalText([0.971, 0.9885])).toBe('0.971 to 0.989');
  expect(intervalText(null)).toBe('');
});

test('labels of one kind alone tell nothing apart', () => {
  expect(hasBothKinds({ informative: 36, uninformative: 0 })).toBe(false);
  expect(hasBothKinds({ informative: 1, uninformative: 1 })).toBe(true);
  expect(hasBothKinds(null)).toBe(false);
});
