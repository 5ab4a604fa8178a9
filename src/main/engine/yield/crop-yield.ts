import { isZeroWithin, summedArea } from '../kernel/summed-area.ts';
import { xorshift32 } from '../kernel/xorshift32.ts';
import { drawCrop } from './random-crop.ts';
import type { ScoreMap } from './score-map.ts';

/** How random crops of one picture come out. */
export interface CropYield {
  /** share of the picture's area that is informative */
  readonly informative: number;
  /** crops that hold no informative pixel at all, of `crops` */
  readonly uninformativeCrops: number;
  readonly crops: number;
}

/**
 * Draws crops as training does and counts those without one informative pixel. A place is informative
 * where its score is above the threshold.
 */
export function cropYield(
  map: ScoreMap,
  threshold: number,
  draw: { readonly seed: number; readonly crops: number },
): CropYield {
  const { edgesY, edgesX, scores } = map;
  const columns = edgesX.length - 1;
  const informative = Uint8Array.from(scores, (score) => (score > threshold ? 1 : 0));
  const table = summedArea(informative, columns);
  const [height, width] = [edgesY.at(-1) ?? 0, edgesX.at(-1) ?? 0];
  const [rowOf, columnOf] = [rectangleOf(edgesY), rectangleOf(edgesX)];
  const random = xorshift32(draw.seed);
  let empty = 0;
  for (let i = 0; i < draw.crops; i++) {
    const crop = drawCrop(random, height, width);
    const [top, bottom] = [rowOf(crop.y0), rowOf(crop.y1 - 1) + 1];
    const [left, right] = [columnOf(crop.x0), columnOf(crop.x1 - 1) + 1];
    if (isZeroWithin(table, columns, top, bottom, left, right)) empty++;
  }
  const area = areaOf(informative, edgesY, edgesX);
  return { informative: area / (height * width), uninformativeCrops: empty, crops: draw.crops };
}

/** Which rectangle a pixel lies in, along one axis. */
function rectangleOf(edges: readonly number[]): (pixel: number) => number {
  return (pixel) => {
    let [low, high] = [0, edges.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((edges[middle] ?? 0) <= pixel) low = middle;
      else high = middle;
    }
    return low;
  };
}

function areaOf(
  informative: Uint8Array,
  edgesY: readonly number[],
  edgesX: readonly number[],
): number {
  const columns = edgesX.length - 1;
  let area = 0;
  for (let at = 0; at < informative.length; at++) {
    if (informative[at] === 0) continue;
    const [y, x] = [Math.floor(at / columns), at % columns];
    const high = (edgesY[y + 1] ?? 0) - (edgesY[y] ?? 0);
    area += high * ((edgesX[x + 1] ?? 0) - (edgesX[x] ?? 0));
  }
  return area;
}
