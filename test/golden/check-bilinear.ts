import { resizeBilinear } from '../../src/main/engine/kernel/bilinear.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readGoldenImage } from './read-image.ts';
import { readJson } from './read-json.ts';

interface BilinearCase {
  readonly source: string;
  readonly to: readonly [number, number];
  readonly every: number;
  readonly pixels: readonly number[];
}

/**
 * cv2_resize.json: OpenCV's bilinear resize, within one grey level.
 *
 * @param isWanted sources to look at; the fixture has the generated ones only.
 */
export async function checkBilinear(
  folder: string,
  isWanted: (source: string) => boolean = () => true,
): Promise<GoldenResult> {
  const { result, compare } = tally('cv2_resize.json');
  for (const example of readJson<{ cases: BilinearCase[] }>(folder, 'cv2_resize.json').cases) {
    if (!isWanted(example.source)) continue;
    const { width, height, pixels } = await readGoldenImage(folder, example.source);
    const [toWidth, toHeight] = example.to;
    const resized = resizeBilinear(pixels, width, height, toWidth, toHeight);
    for (const [i, want] of example.pixels.entries()) {
      const found = resized[i * example.every] ?? Number.NaN;
      compare(
        Math.abs(found - want) <= 1,
        () => `${example.source} pixel ${i * example.every}: ${found}, want ${want}`,
      );
    }
  }
  return result;
}
