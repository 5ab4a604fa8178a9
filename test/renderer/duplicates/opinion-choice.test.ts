import { expect, test } from 'vitest';
import { encoderAsked, nextEncoder } from '../../../src/renderer/duplicates/opinion-choice.ts';
import { closerShare, closerWords } from '../../../src/shared/opinion.ts';

const texture = { hash: 't', name: 'Texture' };
const network = { hash: 'n', name: 'cem500k' };

test('the chosen encoder is asked, and the texture where it is gone', () => {
  expect(encoderAsked([texture, network], 'n')).toBe(network);
  expect(encoderAsked([texture], 'n')).toBe(texture);
  expect(encoderAsked([], 'n')).toBeUndefined();
});

test('a key goes round the encoders', () => {
  expect(nextEncoder([texture, network], 't')).toBe('n');
  expect(nextEncoder([texture, network], 'n')).toBe('t');
  expect(nextEncoder([texture], 'gone')).toBe('t');
  expect(nextEncoder([], 'n')).toBe('n');
});

test('a share is never rounded up to all pairs', () => {
  expect(closerShare({ distance: 0.1, closerThan: 0.99999 })).toBe('99.9%');
  expect(closerWords({ distance: 0, closerThan: 1 })).toBe('closer than 100.0% of random pairs');
});
