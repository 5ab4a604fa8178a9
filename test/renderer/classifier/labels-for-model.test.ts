import { expect, test } from 'vitest';
import { missingForModel } from '../../../src/renderer/classifier/labels-for-model.ts';

const counts = (informative: number, uninformative: number) => ({ informative, uninformative });

test('without patches there is nothing to label yet', () => {
  expect(missingForModel(0, counts(0, 0)).kind).toBe('no-patches');
});

test('what the first model still lacks is said in labels outside the hold-out', () => {
  const missing = missingForModel(100, counts(34, 20));
  expect(missing).toMatchObject({ kind: 'too-few', have: 54 });
  expect(missing.words).toContain('Label 10 more patches outside the hold-out');
});

test('labels of one kind alone are not enough, however many', () => {
  expect(missingForModel(500, counts(200, 0)).words).toContain('Label some uninformative patches');
  expect(missingForModel(500, counts(0, 200)).words).toContain('Label some informative patches');
});

test('64 labels of both kinds are enough', () => {
  expect(missingForModel(100, counts(40, 24)).kind).toBe('nothing');
});
