import { expect, test } from 'vitest';
import { scaleBar } from '../../src/shared/scale-bar.ts';

test('the bar is the longest round length within two fifths of the picture', () => {
  expect(scaleBar(224, 8)).toEqual({ share: 500 / 1792, lengthNm: 500, words: '500 nm' });
  expect(scaleBar(224, 2)).toMatchObject({ words: '100 nm' });
  expect(scaleBar(224, 30)).toMatchObject({ words: '2 µm' });
  expect(scaleBar(100, 2.5).share).toBe(0.4);
  expect(scaleBar(224, 0.05)).toMatchObject({ words: '2 nm' });
  for (const nm of [0.1, 0.37, 1, 3.64, 12, 100, 5000]) {
    const { share } = scaleBar(224, nm);
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThanOrEqual(0.4 + 1e-9);
  }
});
