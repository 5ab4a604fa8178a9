import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashHex } from '../../../../src/main/engine/hash/patch-hash.ts';
import { differenceHash } from '../../../../src/main/engine/kernel/difference-hash.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { checkDhash } from '../../../golden/check-dhash.ts';
import { generateImage } from '../../../golden/generate-image.ts';
import { hashImage } from '../../../golden/hash-image.ts';
import { cropImage } from '../../../golden/read-image.ts';

const fixture = join(import.meta.dirname, '../../../fixture/golden');
const pictures = join(import.meta.dirname, '../../../../../shared/golden');
const hasPictures = existsSync(join(pictures, 'images'));
if (!hasPictures) console.log(`hashes of real pictures are not checked: ${pictures} is absent`);

const settings = { patchSize: 224, hashSize: 8 };
const blobs = generateImage({
  gen: 'blobs',
  w: 700,
  h: 500,
  n: 200,
  rmax: 40,
  bg: 128,
  noise: 4,
  seed: 21,
});

describe('against imagehash and Pillow', () => {
  test('hashes of generated images are equal, in both twins', async () => {
    const result = await checkDhash(fixture, (source) => source.startsWith('gen:'));
    expect(result).toEqual({ file: 'dhash.csv', passed: 644, failed: 0 });
  });

  test.skipIf(!hasPictures)('hashes of real pictures are equal, in both twins', async () => {
    const result = await checkDhash(pictures);
    expect(result.failed, result.firstDifference).toBe(0);
    expect(result.passed).toBeGreaterThan(1000);
  });
});

describe('the fast hash and the plain one agree', () => {
  test.each([
    [224, 8],
    [224, 16],
    [224, 4],
    [64, 8],
    [16, 32],
    [17, 16],
    [100, 9],
    [512, 2],
    [225, 5],
  ])('for patches of %d pixels and %d bits a side', async (patchSize, hashSize) => {
    const random = xorshift32(patchSize * 100 + hashSize);
    const boxes = Array.from({ length: 12 }, () => {
      const [y0, x0] = [random.below(blobs.height), random.below(blobs.width)];
      const [rows, columns] = [blobs.height - y0, blobs.width - x0];
      return { y0, y1: y0 + 1 + random.below(rows), x0, x1: x0 + 1 + random.below(columns) };
    });
    boxes.push({ y0: 0, y1: 1, x0: 0, x1: 1 }, { y0: 0, y1: 3, x0: 0, x1: 700 });
    boxes.push({ y0: 499, y1: 500, x0: 699, x1: 700 }, { y0: 0, y1: 500, x0: 3, x1: 4 });
    const size = { patchSize, hashSize };
    for (const box of boxes) {
      const patch = cropImage(blobs, box);
      const { pixels, width, height } = patch;
      const found = hashHex(await hashImage(patch, size));
      expect(found).toBe(hashHex(differenceHash(pixels, width, height, size)));
    }
  });
});

test('a cross-section of one grey value has no brighter neighbour', async () => {
  const image = generateImage({ gen: 'const', w: 50, h: 40, v: 9 });
  expect(hashHex(await hashImage(image, settings))).toBe('0000000000000000');
});

test('no boxes give no hashes', async () => {
  const image = generateImage({ gen: 'noise', w: 2, h: 2, seed: 1 });
  expect(await hashImage(image, settings, [], [])).toEqual(new Uint8Array(0));
});
