import { resizePillow } from './resample.ts';

/** @returns bytes of a hash of hashSize * hashSize bits. */
export function bytesPerHash(hashSize: number): number {
  return Math.ceil((hashSize * hashSize) / 8);
}

/**
 * The difference hash (dHash) of one patch, in the plainest form: what `hash/hash-part.ts` does to many at once.
 *
 * @param pixels 8-bit grey, row-major, width * height.
 * @returns one bit per pixel pair of the shrunk patch, row-major, first bit the most significant.
 * @see spec 2.1
 */
export function differenceHash(
  pixels: Uint8Array,
  width: number,
  height: number,
  { patchSize, hashSize }: { patchSize: number; hashSize: number },
): Uint8Array {
  const patch = resizePillow(pixels, width, height, patchSize, patchSize, 'bilinear');
  const small = resizePillow(patch, patchSize, patchSize, hashSize + 1, hashSize, 'lanczos');
  return brighterToTheRight(small, hashSize);
}

/**
 * Bits of a shrunk patch: 1 where a pixel is strictly brighter than the one on its left.
 *
 * @param small hashSize rows of hashSize + 1 pixels.
 */
export function brighterToTheRight(small: Uint8Array, hashSize: number): Uint8Array {
  const bits = new Uint8Array(bytesPerHash(hashSize));
  for (let bit = 0; bit < hashSize * hashSize; bit++) {
    const left = bit + Math.floor(bit / hashSize);
    if (small[left + 1]! > small[left]!) bits[bit >> 3]! |= 0x80 >> (bit & 7);
  }
  return bits;
}
