import { join } from 'node:path';
import { textureFeatures } from '../../src/main/engine/feature/texture-features.ts';
import { canny } from '../../src/main/engine/kernel/canny.ts';
import { localBinaryPattern } from '../../src/main/engine/kernel/local-binary-pattern.ts';
import { localEntropy } from '../../src/main/engine/kernel/local-entropy.ts';
import { localGeometricMean } from '../../src/main/engine/kernel/local-geometric-mean.ts';
import { textureMaps } from '../../src/main/engine/kernel/texture-wasm.ts';
import type { GreyImage } from './generate-image.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readCsv } from './read-csv.ts';
import { cropImage, readGoldenImage, sha256 } from './read-image.ts';

const tolerance = 1e-9; // relative

/**
 * features.csv: both twins of every map by checksum, sums and counts exact; spreads and means to 1e-9.
 *
 * @param isWanted sources to look at; the fixture has the generated ones only.
 */
export async function checkTextureFeatures(
  folder: string,
  isWanted: (source: string) => boolean = () => true,
): Promise<GoldenResult> {
  const { result, compare } = tally('features.csv');
  for (const row of readCsv(join(folder, 'features.csv'))) {
    const patch = row['patch'] ?? '';
    if (!isWanted(patch)) continue;
    const image = await readPatch(folder, patch, row);
    for (const [name, value] of exactly(image)) {
      const want = row[name.replace(/_(fast|plain)$/, '')];
      compare(value === want, () => `${patch} ${name}: ${value}, want ${want}`);
    }
    for (const [name, value] of nearly(image)) {
      const want = Number(row[name.replace(/_(fast|plain)$/, '')]);
      const isNear = Math.abs(value - want) <= tolerance * Math.abs(want);
      compare(isNear, () => `${patch} ${name}: ${value}, want ${want}`);
    }
  }
  return result;
}

/** The whole source, or the box after `@`, whose end is where the picture or the row's size ends. */
async function readPatch(
  folder: string,
  patch: string,
  row: Record<string, string>,
): Promise<GreyImage> {
  const box = /^(.*)@(\d+)-\d+_(\d+)-\d+$/.exec(patch);
  if (!box) return readGoldenImage(folder, patch);
  const image = await readGoldenImage(folder, `${box[1]}`);
  const y0 = Number(box[2]);
  const x0 = Number(box[3]);
  return cropImage(image, {
    y0,
    y1: y0 + Number(row['height']),
    x0,
    x1: x0 + Number(row['width']),
  });
}

function exactly({ pixels, width, height }: GreyImage): [string, string][] {
  const fast = textureMaps(pixels, width, height);
  const codes = fast.binaryPattern();
  const means = fast.geometricMean();
  const edges = fast.edges();
  const checksum = (map: Uint8Array): string => sha256(map).slice(0, 16);
  return [
    ['width', `${width}`],
    ['height', `${height}`],
    ['patch_sha256_16', checksum(pixels)],
    ['lbp_map_sha256_16_fast', checksum(codes)],
    ['lbp_map_sha256_16_plain', checksum(localBinaryPattern(pixels, width, height))],
    ['lbp_sum', `${sum(codes)}`],
    ['lbp_hist_first8', firstLevels(codes)],
    ['geomean_map_sha256_16_fast', checksum(means)],
    ['geomean_map_sha256_16_plain', checksum(localGeometricMean(pixels, width, height))],
    ['geomean_sum', `${sum(means)}`],
    ['canny_map_sha256_16_fast', checksum(edges)],
    ['canny_map_sha256_16_plain', checksum(canny(pixels, width, height))],
    ['canny_count', `${sum(edges)}`],
  ];
}

function nearly({ pixels, width, height }: GreyImage): [string, number][] {
  const [lbpSpread, meanLevel, entropySpread, edgeShare] = textureFeatures(pixels, width, height);
  const plain = localEntropy(pixels, width, height);
  const fast = textureMaps(pixels, width, height).entropy();
  return [
    ['lbp_std', lbpSpread!],
    ['geomean_median', meanLevel!],
    ['entropy_std', entropySpread!],
    ['canny_mean', edgeShare!],
    ['entropy_std_plain', spread(plain)],
    ['entropy_mean_plain', sum(plain) / plain.length],
    ['entropy_mean_fast', sum(fast) / fast.length],
    ['entropy_max_plain', plain.reduce((most, value) => Math.max(most, value))],
    ['entropy_max_fast', fast.reduce((most, value) => Math.max(most, value))],
    ['mean', sum(pixels) / pixels.length],
    ['std', spread(Float64Array.from(pixels))],
  ];
}

function firstLevels(map: Uint8Array): string {
  const counts = new Array<number>(256).fill(0);
  for (const level of map) counts[level]!++;
  return counts.slice(0, 8).join(' ');
}

function sum(values: Uint8Array | Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function spread(values: Float64Array): number {
  const mean = sum(values) / values.length;
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length);
}
