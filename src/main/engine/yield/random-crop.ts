import type { Xorshift32 } from '../kernel/xorshift32.ts';

/** Rows y0..y1-1 and columns x0..x1-1. */
export interface Crop {
  readonly y0: number;
  readonly y1: number;
  readonly x0: number;
  readonly x1: number;
}

/** Smallest share of a picture's area that a crop takes, and its widest proportions (spec 5.1). */
export const [leastArea, widest] = [0.2, 4 / 3];
const tries = 10;

/**
 * A crop as training draws it: an area uniform in 0.2..1 of the picture, a proportion log-uniform in
 * 3/4..4/3, at any place; the whole picture after ten that do not fit.
 *
 * @see spec 5.1; golden fig7_montecarlo.json
 */
export function drawCrop(random: Xorshift32, height: number, width: number): Crop {
  for (let i = 0; i < tries; i++) {
    const area = height * width * (leastArea + uniform(random) * (1 - leastArea));
    const proportion = widest ** (2 * uniform(random) - 1);
    const wide = Math.round(Math.sqrt(area * proportion));
    const high = Math.round(Math.sqrt(area / proportion));
    if (wide < 1 || high < 1 || wide > width || high > height) continue;
    const y0 = random.below(height - high + 1);
    const x0 = random.below(width - wide + 1);
    return { y0, y1: y0 + high, x0, x1: x0 + wide };
  }
  return { y0: 0, y1: height, x0: 0, x1: width };
}

/** Between 0 and 1, neither reached. */
const uniform = (random: Xorshift32): number => random.next() / 2 ** 32;
