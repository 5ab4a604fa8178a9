import { radii } from '../../../../shared/keep-curve.ts';
import type { PairEstimate, PairPrecision } from '../../../../shared/pair.ts';
import { pairPrecision } from '../../evaluate/pair-precision.ts';
import { radiiOfSources, type SourceRadii } from '../exemplar/keep-curve-report.ts';
import type { Session } from '../project/session.ts';
import { countedMarks } from './pair-marks.ts';
import { markCounts } from './pair-queue.ts';

/**
 * How many of the pairs that each radius joins show the same: the marks at each distance, weighted by how many
 * pairs the radius makes there. Taken as given: patches at one distance are as often the same whatever the radius.
 */
export async function pairEstimate(session: Session): Promise<PairEstimate> {
  const sources = await radiiOfSources(session);
  const { marks, elsewhere } = countedMarks(session);
  const names = new Map(session.catalog.sources.all().map(({ id, name }) => [id, name]));
  const strata = markCounts(marks);
  return {
    radius: session.settings().hammingLimit,
    total: byRadius(sources, strata),
    sources: sources.flatMap((each) => {
      const own = marks.filter((mark) => mark.source === each.source);
      if (own.length === 0) return [];
      const precision = byRadius([each], markCounts(own));
      const name = names.get(each.source) ?? '';
      return [{ source: each.source, name, marked: own.length, precision }];
    }),
    strata: strata.map((counts, distance) => ({ distance, ...counts })),
    elsewhere,
  };
}

function byRadius(
  sources: readonly SourceRadii[],
  marked: ReturnType<typeof markCounts>,
): (PairPrecision | null)[] {
  return radii.map((radius) => {
    if (sources.some(({ points }) => !points[radius])) return null;
    return pairPrecision(
      marked.slice(0, radius + 1).map(({ same, different }, distance) => ({
        same,
        different,
        pairs: sources.reduce(
          (sum, { points }) => sum + (points[radius]?.distances[distance] ?? 0),
          0,
        ),
      })),
    );
  });
}
