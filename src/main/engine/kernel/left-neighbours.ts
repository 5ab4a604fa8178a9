/**
 * Undoes differences to the left neighbour (TIFF's predictor 2) in place, the plain twin.
 * @param samples rows of `width` pixels of `channels` samples each, in this machine's byte order
 */
export function addLeftNeighbours(
  samples: Uint8Array | Uint16Array | Uint32Array,
  width: number,
  channels: number,
): void {
  const rowLength = width * channels;
  for (let row = 0; row + rowLength <= samples.length; row += rowLength) {
    for (let i = row + channels; i < row + rowLength; i++) {
      // Unsigned arrays wrap around as the writer did.
      samples[i] = (samples[i] ?? 0) + (samples[i - channels] ?? 0);
    }
  }
}
