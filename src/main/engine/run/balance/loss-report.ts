import type { StageCounts } from '../../../../shared/composition.ts';
import type { DefectCount, LossReport, SourceLoss } from '../../../../shared/losses.ts';
import { proportionInterval } from '../../evaluate/proportion-interval.ts';
import { fewestOthers, unusualShares } from '../../evaluate/unusual-shares.ts';
import { rowFinder } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { countsBy } from './composition-report.ts';

/** What is lost from stage to stage, where more than elsewhere, and why. */
export function lossReport(session: Session): LossReport {
  const countsOf = countsBy(session, 'source');
  const sources = session.catalog.sources
    .all()
    .map(({ id, name }) => ({ source: id, name, counts: countsOf(id) }));
  const totals = sources.reduce((sum, { counts }) => added(sum, counts), {
    raw: 0,
    dedup: 0,
    curated: sources.some(({ counts }) => counts.curated === null) ? null : 0,
  } as StageCounts);
  return {
    totals,
    sources: withShares(sources),
    isJudged: sources.filter(({ counts }) => counts.dedup > 0).length > fewestOthers,
    rejected:
      totals.curated === null
        ? null
        : proportionInterval(totals.dedup - totals.curated, totals.dedup),
    defects: defectsOf(session),
  };
}

const added = (a: StageCounts, b: StageCounts): StageCounts => ({
  raw: a.raw + b.raw,
  dedup: a.dedup + b.dedup,
  curated: a.curated === null ? null : a.curated + (b.curated ?? 0),
});

type CountedSource = Pick<SourceLoss, 'source' | 'name' | 'counts'>;

function withShares(sources: readonly CountedSource[]): SourceLoss[] {
  const rejected = unusualShares(
    sources.map(({ counts: { dedup, curated } }) =>
      curated === null ? { hits: 0, trials: 0 } : { hits: dedup - curated, trials: dedup },
    ),
  );
  return sources.map((source, i) => {
    const { raw, dedup, curated } = source.counts;
    const group = rejected[i];
    return {
      ...source,
      dedupOfRaw: proportionInterval(dedup, raw),
      curatedOfDedup: curated === null ? null : proportionInterval(curated, dedup),
      rejected: group?.interval
        ? {
            share: group.hits / group.trials,
            ...group.interval,
            chance: group.chance,
            isUnusual: group.isUnusual,
          }
        : null,
    };
  });
}

/** Ordinals of one reason that are sent along, to open them. */
const mostOrdinals = 1000;

/** Labels that say uninformative, whether or not their patches are exemplars of the current cut. */
function defectsOf(session: Session): DefectCount[] {
  const { catalog } = session;
  const columns = session.columns();
  const find = rowFinder(catalog, columns);
  const sourceOf = new Map(catalog.volumes.all().map((v) => [v.contentId, v.source]));
  const found = new Map<string | null, { counts: Map<number, number>; ordinals: number[] }>();
  for (const { address, value, reason } of catalog.labels.all()) {
    const source = sourceOf.get(address.contentId);
    if (value !== 'uninformative' || source === undefined) continue;
    const defect = found.get(reason) ?? { counts: new Map<number, number>(), ordinals: [] };
    found.set(reason, defect);
    defect.counts.set(source, (defect.counts.get(source) ?? 0) + 1);
    const row = find(address);
    if (row >= 0 && defect.ordinals.length < mostOrdinals) {
      defect.ordinals.push(columns.ordinal[row] ?? 0);
    }
  }
  const defects = [...found].map(([reason, { counts, ordinals }]) => ({
    reason,
    count: [...counts.values()].reduce((sum, count) => sum + count, 0),
    perSource: [...counts].map(([source, count]) => ({ source, count })),
    ordinals,
  }));
  return defects.sort((a, b) => b.count - a.count || order(a.reason, b.reason));
}

const order = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : 1);
