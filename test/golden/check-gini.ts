import {
  giniCoefficient,
  lorenzCurve,
  samplingWeights,
  shareOfRichest,
  sourcesHolding,
} from '../../src/shared/lorenz.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface GiniFile {
  readonly cases: readonly {
    readonly name: string;
    readonly counts: number[];
    readonly gini: number | null;
    readonly lorenz: [number, number][] | null;
    readonly share_of_top20pct: number | null;
    readonly top_fraction_holding_80pct: number | null;
  }[];
  readonly sampling_weights: {
    readonly cases: readonly {
      readonly gamma: number;
      readonly counts: number[];
      readonly weight_per_image: number[];
      readonly expected_share_per_dataset: number[];
    }[];
  };
}

const tolerance = 1e-12;

/** gini.json: Lorenz points, Gini coefficient, both shares, sampling weights. */
export async function checkGini(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('gini.json');
  const file = readJson<GiniFile>(folder, 'gini.json');
  const compareNear = (what: string, found: Value, want: Value): void =>
    compare(isNear(found, want), () => `${what}: ${found}, want ${want}`);
  for (const { name, counts, ...want } of file.cases) {
    const curve = lorenzCurve(counts);
    const points = curve?.flatMap(({ population, share }) => [population, share]) ?? null;
    compareNear(`${name} lorenz`, points, want.lorenz?.flat() ?? null);
    compareNear(`${name} gini`, giniCoefficient(counts), want.gini);
    compareNear(`${name} top 20 %`, shareOfRichest(counts), want.share_of_top20pct);
    compareNear(`${name} holding 80 %`, sourcesHolding(counts), want.top_fraction_holding_80pct);
  }
  for (const { gamma, counts, ...want } of file.sampling_weights.cases) {
    const weights = samplingWeights(counts, gamma);
    const masses = weights.map((weight, i) => weight * (counts[i] ?? 0));
    const total = masses.reduce((sum, mass) => sum + mass, 0);
    const shares = masses.map((mass) => mass / total);
    compareNear(`weights at gamma ${gamma}`, weights, want.weight_per_image);
    compareNear(`shares at gamma ${gamma}`, shares, want.expected_share_per_dataset);
  }
  return result;
}

type Value = number | readonly number[] | null;

function isNear(found: Value, want: Value): boolean {
  if (found === null || want === null) return found === want;
  const [left, right] = [[found].flat(), [want].flat()];
  return (
    left.length === right.length &&
    right.every((value, i) => Math.abs((left[i] ?? Number.NaN) - value) <= tolerance)
  );
}
