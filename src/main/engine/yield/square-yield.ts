import { xorshift32 } from '../kernel/xorshift32.ts';
import { drawCrop } from './random-crop.ts';

/** Edge of a patch, which the reference curve is of. */
const edge = 224;

/**
 * Share of crops of a picture that miss a single square of informative pixels altogether: what crop
 * yields of real pictures are held against. Our own definition; the paper tells of figure A7 and not how
 * it was made.
 *
 * @param informative share of the picture that the square takes, 0 to 1; its place is drawn anew for each crop and need not be whole pixels
 * @see golden fig7_montecarlo.json
 */
export function missedSquares(informative: number, seed: number, trials: number): number {
  const random = xorshift32(seed);
  const side = edge * Math.sqrt(informative);
  const anyPlace = () => (random.next() / 2 ** 32) * (edge - side);
  let missed = 0;
  for (let i = 0; i < trials; i++) {
    const [top, left] = [anyPlace(), anyPlace()];
    const crop = drawCrop(random, edge, edge);
    const meets = crop.y0 < top + side && crop.y1 > top && crop.x0 < left + side && crop.x1 > left;
    if (!meets) missed++;
  }
  return missed / trials;
}
