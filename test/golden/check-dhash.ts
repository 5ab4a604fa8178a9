import { join } from 'node:path';
import { hashHex } from '../../src/main/engine/hash/patch-hash.ts';
import { differenceHash } from '../../src/main/engine/kernel/difference-hash.ts';
import { resizePillow } from '../../src/main/engine/kernel/resample.ts';
import type { GreyImage } from './generate-image.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { hashImage } from './hash-image.ts';
import { readCsv } from './read-csv.ts';
import { cropImage, readGoldenImage, sha256 } from './read-image.ts';

const settings = { patchSize: 224, hashSize: 8 };

/**
 * dhash.csv: the patch, its 224 x 224 resize, the 9 x 8 image and both twins of the hash, all exact.
 *
 * @param isWanted sources to look at; the fixture has the generated ones only.
 */
export async function checkDhash(
  folder: string,
  isWanted: (source: string) => boolean = () => true,
): Promise<GoldenResult> {
  const { result, compare } = tally('dhash.csv');
  const images = new Map<string, GreyImage>();
  for (const row of readCsv(join(folder, 'dhash.csv'))) {
    const source = row['source'] ?? '';
    if (!isWanted(source)) continue;
    const image = images.get(source) ?? (await readGoldenImage(folder, source));
    images.set(source, image);
    const found = await describePatch(image, row);
    for (const [name, value] of Object.entries(found)) {
      const want = row[name.replace(/_(fast|plain)$/, '')];
      const where = `${source} ${row['y0']}-${row['y1']}_${row['x0']}-${row['x1']} ${name}`;
      compare(value === want, () => `${where}: ${value}, want ${want}`);
    }
  }
  return result;
}

async function describePatch(
  image: GreyImage,
  row: Record<string, string>,
): Promise<Record<string, string>> {
  const [y0, y1, x0, x1] = ['y0', 'y1', 'x0', 'x1'].map((name) => Number(row[name]));
  const box = { y0: y0!, y1: y1!, x0: x0!, x1: x1! };
  const patch = cropImage(image, box);
  const { width, height, pixels } = patch;
  const resized = resizePillow(pixels, width, height, 224, 224, 'bilinear');
  const fast = await hashImage(patch, settings);
  return {
    width: `${image.width}`,
    height: `${image.height}`,
    patch_sha256_16: sha256(pixels).slice(0, 16),
    bilinear224_sha256_16: sha256(resized).slice(0, 16),
    lanczos9x8_hex: hashHex(resizePillow(resized, 224, 224, 9, 8, 'lanczos')),
    dhash_hex_plain: hashHex(differenceHash(pixels, width, height, settings)),
    dhash_hex_fast: hashHex(fast),
  };
}
