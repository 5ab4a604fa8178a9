import { addLeftNeighbours } from '../../kernel/left-neighbours.ts';
import { addLeftQuickly, mostUnpacked } from '../../kernel/unpack-wasm.ts';
import { asSamples } from '../sample-layout.ts';

/**
 * Undoes differences to the left neighbour in place (predictor 2).
 * @param rows whole rows of `width` pixels of `channels` samples of `size` bytes, in this machine's order
 */
export function addLeft(
  rows: Uint8Array<ArrayBuffer>,
  size: 1 | 2 | 4,
  width: number,
  channels: number,
): void {
  if (rows.length <= mostUnpacked) {
    addLeftQuickly(rows, size, width, channels);
    return;
  }
  const unsigned = size === 1 ? 'uint8' : size === 2 ? 'uint16' : 'uint32';
  // `as`: the three names above give exactly these three arrays.
  const samples = asSamples(rows, unsigned) as Uint8Array | Uint16Array | Uint32Array;
  addLeftNeighbours(samples, width, channels);
}
