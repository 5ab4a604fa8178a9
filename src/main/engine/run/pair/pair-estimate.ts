import { radii } from '../../../../shared/keep-curve.ts';
import type { PairEstimate, PairPrecision } from '../../../../shared/pair.ts';
import { pairPrecision } from '../../evaluate/pair-precision.ts';
import { radiiOfSources, type SourceRadii } from '../exemplar/keep-curve-report.ts';
import type { Session } from '../project/session.ts';
import { type MarkCounts, markCounts, marksOfDraw } from './pair-counts.ts';
import { countedMarks } from './pair-marks.ts';

/**
 * How many of the pairs that each radius joins show the same: the marks at each distance, weighted by how many
 * pairs the radius makes there. Taken as given: patches at one distance are as often the same whatever the radius.
 * All sources together are told by the marks of the uniform draw, as far as it was gone through: marks of one source
 * alone would pull the share of a distance towards that source. Within its source any pair is as likely as another.
 */
export async function pairEstimate(session: Session): Promise<PairEstimate> {
  const sources = await radiiOfSources(session);
  const { marks, elsewhere } = countedMarks(session);
  const names = new Map(session.catalog.sources.all().map(({ id, name }) => [id, name]));
  const radius = session.settings().hammingLimit;
  const strata = await marksOfDraw(session, marks);
  const counted = strata.reduce((sum, each) => sum + each.same + each.different + each.unsure, 0);
  return {
    radius,
    total: byRadius(sources, strata),
    sources: sources.flatMap((each) => {
      const pairs = joinedBy(each, radius);
      const own = marks.filter((mark) => mark.source === each.source);
      if (pairs === 0 && own.length === 0) return [];
      const precision = byRadius([each], markCounts(own));
      const name = names.get(each.source) ?? '';
      return [{ source: each.source, name, pairs, marked: own.length, precision }];
    }),
    strata: strata.map((counts, distance) => ({ distance, ...counts })),
    besides: marks.length - counted,
    elsewhere,
  };
}

/** Pairs that a radius joins in a source. */
const joinedBy = ({ points }: SourceRadii, radius: number): number =>
  (points[radius]?.distances ?? []).reduce((sum, count) => sum + count, 0);

function byRadius(
  sources: readonly SourceRadii[],
  marked: readonly MarkCounts[],
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
