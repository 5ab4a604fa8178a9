import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resizePillow } from '../../src/main/engine/kernel/resample.ts';
import { type Filter, resampleTaps } from '../../src/main/engine/kernel/resample-taps.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readGoldenImage, sha256 } from './read-image.ts';

interface ResizeCase {
  source: string;
  filter: Filter;
  to: [number, number];
  sha256: string;
  sum: number;
}

/**
 * resize.json: whole-image resizes, every byte.
 *
 * @param isWanted sources to look at; the fixture has the generated ones only.
 */
export async function checkResize(
  folder: string,
  isWanted: (source: string) => boolean = () => true,
): Promise<GoldenResult> {
  const { result, compare } = tally('resize.json');
  const { cases } = await readJson<{ cases: ResizeCase[] }>(join(folder, 'resize.json'));
  for (const { source, filter, to, ...want } of cases) {
    if (!isWanted(source)) continue;
    const { width, height, pixels } = await readGoldenImage(folder, source);
    const resized = resizePillow(pixels, width, height, to[0], to[1], filter);
    const sum = resized.reduce((total, value) => total + value, 0);
    compare(
      sha256(resized) === want.sha256,
      () => `${source} ${filter} to ${to.join(' x ')}: sum ${sum}, want ${want.sum}`,
    );
  }
  return result;
}

/** resample_coeffs.json: the integer weights, every one. */
export async function checkResampleCoeffs(folder: string): Promise<GoldenResult> {
  const file = 'resample_coeffs.json';
  const { result, compare } = tally(file);
  const { tables } = await readJson<{ tables: Record<string, [number, number[]][]> }>(
    join(folder, file),
  );
  for (const [name, want] of Object.entries(tables)) {
    const [filter, from, to] = name.split(/_(?:to_)?/);
    // `as`: golden names its tables by Pillow's filters.
    const taps = resampleTaps(Number(from), Number(to), filter as Filter);
    compare(taps.length === want.length, () => `${name}: ${taps.length} outputs`);
    for (const [i, [first, weights]] of want.entries()) {
      const found = JSON.stringify([taps[i]?.first, Array.from(taps[i]?.weights ?? [])]);
      const wanted = JSON.stringify([first, weights]);
      compare(found === wanted, () => `${name} output ${i}: ${found}, want ${wanted}`);
    }
  }
  return result;
}

async function readJson<T>(path: string): Promise<T> {
  // `as`: golden's own files; a missing field fails its comparison.
  return JSON.parse(await readFile(path, 'utf8')) as T;
}
