import { missedSquares } from '../../src/main/engine/yield/square-yield.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface CropYieldFile {
  readonly tolerance_percentage_points: number;
  readonly points: readonly {
    readonly percent_informative: number;
    readonly percent_crops_fully_uninformative: number;
  }[];
}

/** fig7_montecarlo.json: crops that miss a square of informative pixels. */
export async function checkCropYield(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('fig7_montecarlo.json');
  const file = readJson<CropYieldFile>(folder, 'fig7_montecarlo.json');
  for (const { percent_informative: informative, ...want } of file.points) {
    const percent = 100 * missedSquares(informative / 100, 1, 40_000);
    const difference = Math.abs(percent - want.percent_crops_fully_uninformative);
    compare(
      difference <= file.tolerance_percentage_points,
      () => `${informative} %: ${percent}, want ${want.percent_crops_fully_uninformative}`,
    );
  }
  return result;
}
