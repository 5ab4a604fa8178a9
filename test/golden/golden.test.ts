import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBilinear } from './check-bilinear.ts';
import { checkDhash } from './check-dhash.ts';
import { checkResize } from './check-resize.ts';
import { checkTextureFeatures } from './check-texture-features.ts';
import { goldenChecks } from './golden-checks.ts';

const fixture = join(import.meta.dirname, '..', 'fixture', 'golden');
// The pictures' licences do not let us ship them: only generated ones are in the fixture.
const pictures = join(import.meta.dirname, '..', '..', '..', 'shared', 'golden');
const isGenerated = (source: string): boolean => source.startsWith('gen:');

const withoutPictures: typeof goldenChecks = {
  ...goldenChecks,
  'dhash.csv': (folder) => checkDhash(folder, isGenerated),
  'resize.json': (folder) => checkResize(folder, isGenerated),
  'cv2_resize.json': (folder) => checkBilinear(folder, isGenerated),
  'features.csv': (folder) => checkTextureFeatures(folder, isGenerated),
};

for (const [file, check] of Object.entries(withoutPictures)) {
  test(`${file} of the reference tools is reproduced`, async () => {
    const found = await check(fixture);
    expect(found.firstDifference).toBeUndefined();
    expect(found.failed).toBe(0);
    expect(found.passed).toBeGreaterThan(0);
  });
}

const hasPictures = existsSync(join(pictures, 'images'));
if (!hasPictures) console.log(`skipped: golden values of real pictures, ${pictures} is not here`);
for (const file of ['dhash.csv', 'resize.json', 'cv2_resize.json', 'features.csv']) {
  test.skipIf(!hasPictures)(`${file} is reproduced on real pictures too`, async () => {
    const found = await goldenChecks[file]?.(pictures);
    expect(found?.firstDifference).toBeUndefined();
    expect(found?.passed).toBeGreaterThan(0);
  });
}
