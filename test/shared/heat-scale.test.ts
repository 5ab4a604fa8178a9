import { expect, test } from 'vitest';
import { heatColour, informativeBorders } from '../../src/shared/heat-scale.ts';

/** Relative luminance of sRGB. */
function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test('a higher score is lighter, so that the scale reads without its hues', () => {
  const steps = Array.from({ length: 101 }, (_, i) => luminance(heatColour(i / 100)));
  for (let i = 1; i < steps.length; i++) expect(steps[i]).toBeGreaterThan(steps[i - 1] ?? 1);
});

test('the ends are the ends, and nothing lies beyond them', () => {
  expect(heatColour(0)).toEqual([0, 34, 78]);
  expect(heatColour(1)).toEqual([254, 232, 56]);
  expect([heatColour(-1), heatColour(2)]).toEqual([heatColour(0), heatColour(1)]);
  expect(heatColour(0.125)).toEqual([30, 54, 93]);
});

test('borders run between what is above the threshold and what is not', () => {
  const map = { edgesY: [0, 4, 8], edgesX: [0, 3, 9], scores: [0.9, 0.1, 0.5, null] };
  expect(informativeBorders(map, 0.5)).toEqual([
    { x0: 3, y0: 0, x1: 3, y1: 4 },
    { x0: 0, y0: 4, x1: 3, y1: 4 },
  ]);
  expect(informativeBorders(map, 0.95)).toEqual([]);
});
