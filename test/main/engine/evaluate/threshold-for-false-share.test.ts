import { expect, test } from 'vitest';
import { countsAt } from '../../../../src/main/engine/evaluate/roc.ts';
import { thresholdsForFalseShare } from '../../../../src/main/engine/evaluate/threshold-for-false-share.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

test('a quarter false is reached where four are kept, one of them wrongly', () => {
  const scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
  const labels = [1, 1, 0, 1, 0, 0];
  const { byCount, byUpperBound } = thresholdsForFalseShare(scores, labels, 0.25);
  expect(byCount).toMatchObject({ threshold: 0.5, kept: 4, recall: 1 });
  expect(byCount?.falseShare.share).toBe(0.25);
  // Even two of two right leave a Wilson bound of 0.66.
  expect(byUpperBound).toBeNull();
});

test('with everything allowed all above nothing is kept, with nothing informative nothing is', () => {
  expect(thresholdsForFalseShare([0.2, 0.1], [0, 1], 1).byCount).toMatchObject({
    threshold: 0,
    kept: 2,
  });
  expect(thresholdsForFalseShare([0.2, 0.1], [0, 0], 0.05)).toEqual({
    byCount: null,
    byUpperBound: null,
  });
});

test('no smaller score would do, and the careful threshold is never the lower one', () => {
  const { below } = xorshift32(21);
  const labels = Array.from({ length: 600 }, () => below(2));
  const scores = labels.map((label) => (below(300) + label * 200) / 500);
  for (const atMost of [0.02, 0.05, 0.1, 0.3]) {
    const { byCount, byUpperBound } = thresholdsForFalseShare(scores, labels, atMost);
    for (const score of new Set([0, ...scores])) {
      const { tp, fp } = countsAt(scores, labels, score);
      if (score < (byCount?.threshold ?? 1)) expect(fp / (tp + fp)).toBeGreaterThan(atMost);
      if (score === byCount?.threshold) {
        expect(fp / (tp + fp)).toBeLessThanOrEqual(atMost);
        expect(tp + fp).toBe(byCount.kept);
      }
    }
    if (byUpperBound)
      expect(byUpperBound.threshold).toBeGreaterThanOrEqual(byCount?.threshold ?? 1);
  }
});
