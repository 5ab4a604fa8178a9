import type { Span } from '../../src/main/engine/hash/fitted-axis.ts';
import { hashPart } from '../../src/main/engine/hash/hash-part.ts';
import type { HashSettings } from '../../src/main/engine/hash/patch-hash.ts';
import { succeed } from '../../src/shared/failure.ts';
import type { GreyImage } from './generate-image.ts';

/** Hashes of the boxes of one image, row by row, as those of a cross-section along xy; all of it by default. */
export async function hashImage(
  { pixels, height, width }: GreyImage,
  settings: HashSettings,
  rows: readonly Span[] = [[0, height]],
  columns: readonly Span[] = [[0, width]],
): Promise<Uint8Array> {
  const shape = { z: 1, y: height, x: width };
  const part = { shape, rows, columns, depth: null, xy: [0], xz: [], yz: [] };
  const read = async (_z: number, y0: number, y1: number) =>
    succeed(pixels.subarray(y0 * width, y1 * width));
  const found = await hashPart(part, settings, read);
  if (!found.ok) throw new Error(found.failure.kind);
  return found.value.xy;
}
