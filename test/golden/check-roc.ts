import { areaUnderCurve, countsAt, rocCurve } from '../../src/main/engine/evaluate/roc.ts';
import { type GoldenResult, tally } from './golden-result.ts';
import { readJson } from './read-json.ts';

interface RocCase {
  readonly name: string;
  readonly scores: number[];
  readonly labels: number[];
  readonly auc: number;
  readonly at_0_5: Record<string, number>;
  readonly [points: string]: unknown;
}

const tolerance = 1e-12;

/** roc.json: points with and without collinear ones, area, counts at 0.5. */
export async function checkRoc(folder: string): Promise<GoldenResult> {
  const { result, compare } = tally('roc.json');
  for (const example of readJson<{ cases: RocCase[] }>(folder, 'roc.json').cases) {
    const { name, scores, labels } = example;
    for (const keepCollinear of [false, true]) {
      const curve = rocCurve(scores, labels, { keepCollinear });
      const prefix = keepCollinear ? 'full_' : '';
      const series = {
        fpr: curve?.falsePositiveRates,
        tpr: curve?.truePositiveRates,
        thresholds: curve?.thresholds,
      };
      for (const [key, found] of Object.entries(series)) {
        const want = example[`${prefix}${key}`] as number[];
        compare(areNear(found, want), () => `${name} ${prefix}${key}: ${found}, want ${want}`);
      }
    }
    const area = areaUnderCurve(scores, labels) ?? Number.NaN;
    compare(areNear([area], [example.auc]), () => `${name} auc: ${area}, want ${example.auc}`);
    const counts = new Map(Object.entries(countsAt(scores, labels, 0.5)));
    for (const [key, want] of Object.entries(example.at_0_5)) {
      const found = counts.get(key) ?? Number.NaN;
      compare(areNear([found], [want]), () => `${name} ${key}: ${found}, want ${want}`);
    }
  }
  return result;
}

function areNear(found: ArrayLike<number> | undefined, want: readonly number[]): boolean {
  if (found?.length !== want.length) return false;
  return want.every((value, i) => Math.abs((found[i] ?? Number.NaN) - value) <= tolerance);
}
