import { resampleTaps } from '../kernel/resample-taps.ts';
import { columnWeights, pairBytes, type Weigher } from '../kernel/weigher.ts';
import { place } from './fitted-plane.ts';

/** Row k of the patches begins at source + k * stride, row i of the result at target + i * targetStride. */
export type ShrinkColumns = (
  source: number,
  stride: number,
  columns: number,
  target: number,
  targetStride: number,
) => void;

/** Shrinks patches that lie beside one another from `patchSize` to `outputs` rows. */
export function columnShrinker(
  weigher: Weigher,
  patchSize: number,
  outputs: number,
): ShrinkColumns {
  const weights = resampleTaps(patchSize, outputs, 'lanczos').map((tap) => {
    const { firstPair, pairs } = columnWeights(tap);
    return { firstPair, count: pairs.length / pairBytes, at: place(weigher, pairs) };
  });
  const list = weigher.area(4 * (patchSize + 1));
  return (source, stride, columns, target, targetStride) => {
    const addresses = weigher.words(list, patchSize + 1);
    for (let k = 0; k < patchSize; k++) addresses[k] = source + k * stride;
    addresses[patchSize] = source; // second of the last pair of an odd number of rows; it weighs nothing
    for (const [i, { firstPair, count, at }] of weights.entries()) {
      weigher.weighColumns(list + 8 * firstPair, count, at, columns, 0, target + i * targetStride);
    }
  };
}
