import type { Box } from '../../../shared/patch.ts';
import { bytesPerHash } from '../kernel/difference-hash.ts';
import { createPatchHasher, type PatchHasher } from '../kernel/difference-hash-wasm.ts';

export { bytesPerHash };

/** How patches are hashed: resized to patchSize x patchSize, then to hashSize * hashSize bits. */
export interface HashSettings {
  readonly patchSize: number;
  readonly hashSize: number;
}

// Neighbouring boxes share one copy of their rows; wider bands are copied in parts of about this size.
const bandBytes = 32 * 1024 * 1024;

/**
 * Difference hashes of patches of one cross-section.
 *
 * @param pixels 8-bit grey, row-major, width * height.
 * @param boxes inside the cross-section; any size from 1 x 1.
 * @returns bytesPerHash(hashSize) bytes a box, in the order of the boxes; bits row-major, first bit
 *   the most significant. Throws when a box is empty or reaches outside.
 * @see spec 2.1
 */
export function hashCrossSection(
  pixels: Uint8Array,
  width: number,
  height: number,
  boxes: readonly Box[],
  settings: HashSettings,
): Uint8Array {
  for (const box of boxes) assertInside(box, width, height);
  const hasher = hasherFor(settings);
  const stride = bytesPerHash(settings.hashSize);
  const hashes = new Uint8Array(boxes.length * stride);
  for (let start = 0; start < boxes.length; ) {
    const { band, end } = bandFrom(boxes, start);
    hasher.load(pixels, width, band);
    for (const [i, box] of boxes.slice(start, end).entries()) {
      hashes.set(hasher.hash(box), (start + i) * stride);
    }
    start = end;
  }
  return hashes;
}

/** @returns two lower-case digits a byte, as imagehash writes a hash. */
export function hashHex(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.length).toString('hex');
}

function assertInside({ y0, y1, x0, x1 }: Box, width: number, height: number): void {
  if (y0 >= 0 && y0 < y1 && y1 <= height && x0 >= 0 && x0 < x1 && x1 <= width) return;
  throw new RangeError(
    `box ${y0}-${y1}_${x0}-${x1} is not inside ${height} rows x ${width} columns`,
  );
}

/** The longest run of boxes on the same rows that share one band of the cross-section. */
function bandFrom(boxes: readonly Box[], start: number): { band: Box; end: number } {
  // `as`: callers pass start < boxes.length.
  let band = boxes[start] as Box;
  let end = start + 1;
  for (; end < boxes.length; end++) {
    const { y0, y1, x0, x1 } = boxes[end] as Box;
    const wider = { y0, y1, x0: Math.min(x0, band.x0), x1: Math.max(x1, band.x1) };
    if (y0 !== band.y0 || y1 !== band.y1) break;
    if ((y1 - y0) * (wider.x1 - wider.x0) > bandBytes) break;
    band = wider;
  }
  return { band, end };
}

let latest: { settings: HashSettings; hasher: PatchHasher } | undefined;

// One cut is hashed at a time, with one pair of settings; its weights are worth keeping.
function hasherFor({ patchSize, hashSize }: HashSettings): PatchHasher {
  if (latest?.settings.patchSize !== patchSize || latest.settings.hashSize !== hashSize) {
    const settings = { patchSize, hashSize };
    latest = { settings, hasher: createPatchHasher(patchSize, hashSize) };
  }
  return latest.hasher;
}
