import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';

/** Hashes in clusters of `perCentre`, in random order, each bit of a centre flipped when a byte is below `flipBelow`. */
export function flippedCopies(
  count: number,
  bytes: number,
  perCentre: number,
  flipBelow: number,
): Uint8Array {
  const random = xorshift32(count * bytes + perCentre + flipBelow);
  const centreCount = Math.ceil(count / perCentre);
  const centres = Uint8Array.from({ length: centreCount * bytes }, random.byte);
  const hashes = new Uint8Array(count * bytes);
  for (let i = 0; i < count; i++) {
    const centre = random.below(centreCount);
    for (let byte = 0; byte < bytes; byte++) {
      let flips = 0;
      for (let bit = 0; bit < 8; bit++) if (random.byte() < flipBelow) flips |= 1 << bit;
      hashes[i * bytes + byte] = (centres[centre * bytes + byte] ?? 0) ^ flips;
    }
  }
  return hashes;
}
