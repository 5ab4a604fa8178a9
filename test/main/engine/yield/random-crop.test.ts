import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { drawCrop } from '../../../../src/main/engine/yield/random-crop.ts';

test('crops lie inside, with the areas and proportions that training draws', () => {
  const random = xorshift32(5);
  const areas: number[] = [];
  for (let i = 0; i < 5000; i++) {
    const { y0, y1, x0, x1 } = drawCrop(random, 300, 400);
    expect(0 <= y0 && y0 < y1 && y1 <= 300 && 0 <= x0 && x0 < x1 && x1 <= 400).toBe(true);
    const [high, wide] = [y1 - y0, x1 - x0];
    const area = (high * wide) / (300 * 400);
    areas.push(area);
    if (area === 1) continue;
    expect(area).toBeGreaterThan(0.195);
    expect(wide / high).toBeGreaterThan(0.74);
    expect(wide / high).toBeLessThan(1.35);
  }
  const mean = areas.reduce((sum, area) => sum + area, 0) / areas.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});

test('a picture that no crop fits into is taken whole', () => {
  expect(drawCrop(xorshift32(1), 1, 1000)).toEqual({ y0: 0, y1: 1, x0: 0, x1: 1000 });
});

test('the same seed draws the same crops', () => {
  const draw = () => {
    const random = xorshift32(9);
    return Array.from({ length: 20 }, () => drawCrop(random, 224, 224));
  };
  expect(draw()).toEqual(draw());
});
