import { expect, test } from 'vitest';
import { featureWords } from '../../../src/renderer/classifier/feature-words.ts';

test('a feature is named for what it sees', () => {
  expect(featureWords('canny_mean')).toBe('Edges, how many');
  expect(featureWords('coherence_16')).toBe('Edges that run alike over 16 px');
  expect(featureWords('lbp_r2_uniform_3')).toBe('Curved edges at 2 px, 3 of 8 brighter');
});

test('a feature without words keeps its own name', () => {
  expect(featureWords('wavelet_3')).toBe('wavelet_3');
});
