import { expect, test } from 'vitest';
import {
  adviseLabelling,
  areaOfFit,
  fitLearningCurve,
  type LearningPoint,
} from '../../../../src/main/engine/evaluate/learning-curve.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

const large = { informative: 400, uninformative: 400 };

/** auc = ceiling - 0.4 * (labels / 100) ^ -rate at 100, 200, ... labels, with a little noise. */
function history(ceiling: number, rate: number, count: number, noise = 0): LearningPoint[] {
  const { byte } = xorshift32(4);
  return Array.from({ length: count }, (_, i) => {
    const labels = 100 * (i + 1);
    const auc = ceiling - 0.4 * (i + 1) ** -rate + ((byte() - 127.5) / 127.5) * noise;
    return { labels, auc, low: auc - 0.02, high: auc + 0.02 };
  });
}

test('a curve that is an inverse power law is found again', () => {
  const fit = fitLearningCurve(history(0.95, 0.8, 10));
  expect(fit.ceiling).toBeCloseTo(0.95, 2);
  expect(fit.drop).toBeCloseTo(0.4, 2);
  expect(fit.rate).toBeCloseTo(0.8, 1);
  // 0.95 - 0.4 x 20 ^ -0.8 = 0.9136
  expect(areaOfFit(fit, 2000)).toBeCloseTo(0.9136, 3);
});

test('the gain of a noisy history is within its interval, and the same for the same seed', () => {
  const points = history(0.97, 0.6, 8, 0.004);
  const { forecast, sentences, mayStop } = adviseLabelling(points, large, { seed: 6 });
  // 0.4 x (8 ^ -0.6 - 13 ^ -0.6)
  const truth = 0.4 * (8 ** -0.6 - 13 ** -0.6);
  expect(forecast?.gain.low).toBeLessThan(truth);
  expect(forecast?.gain.high).toBeGreaterThan(truth);
  expect(forecast?.gain.value).toBeCloseTo(truth, 2);
  expect(mayStop).toBe(false);
  expect(sentences[0]).toMatch(/^500 more labels would raise the AUC by about 0\.0\d\d \(between /);
  expect(adviseLabelling(points, large, { seed: 6 }).forecast).toEqual(forecast);
});

test('a flat history lets one stop only with enough hold-out labels of both classes', () => {
  const flat = history(0.95, 2, 14).slice(8);
  const enough = adviseLabelling(flat, large, { seed: 1 });
  expect(enough.forecast?.gain.high).toBeLessThan(0.005);
  expect(enough.mayStop).toBe(true);
  expect(enough.sentences.at(-1)).toBe('You may stop labelling.');
  for (const holdOut of [
    { informative: 20, uninformative: 400 },
    { informative: 400, uninformative: 0 },
  ]) {
    const few = adviseLabelling(flat, holdOut, { seed: 1 });
    expect(few.mayStop).toBe(false);
    expect(few.sentences.join(' ')).toContain('too few to rely on');
  }
  const short = adviseLabelling(flat.slice(1), large, { seed: 1 });
  expect(short.mayStop).toBe(false);
  expect(short.sentences).toContain('With 5 points this is a first guess; 6 are needed.');
});

test('a curve never goes above 1 or falls', () => {
  const steep = history(1.1, 0.3, 6).map((point) => ({ ...point, auc: Math.min(1, point.auc) }));
  expect(fitLearningCurve(steep).ceiling).toBeLessThanOrEqual(1);
  const falling = history(0.9, 1, 6).map((point, i) => ({ ...point, auc: 0.9 - i / 100 }));
  const { forecast } = adviseLabelling(falling, large, { seed: 1 });
  expect(forecast?.gain.value).toBe(0);
  for (const { auc, low, high } of forecast?.band ?? []) {
    expect(auc).toBeLessThanOrEqual(1);
    expect(low).toBeLessThanOrEqual(high);
  }
});

test('with three points it asks for more', () => {
  const twice = [...history(0.9, 1, 3), ...history(0.9, 1, 3)];
  expect(adviseLabelling(twice, large, { seed: 1 })).toEqual({
    forecast: null,
    mayStop: false,
    sentences: ['The history has 3 of the 4 points that a forecast needs; label and train more.'],
  });
});
