import { type BalancePlan, shortfallWords } from '../../../../shared/balance-plan.ts';
import type { DatasetSplit, ExportOptions, PictureEncoding } from '../../../../shared/export.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import { samplingWeights } from '../../../../shared/lorenz.ts';
import { plannedCounts, quotasOf } from '../../../../shared/planned-counts.ts';
import { splitSources } from '../../../../shared/split-sources.ts';
import type { Exporter } from '../../export/exporter.ts';
import { exporterNamed } from '../../export/exporters.ts';
import { planSources } from '../balance/plan-sources.ts';
import { unknownPlan } from '../balance/saved-plans.ts';
import { staleSources } from '../cut/stale-sources.ts';
import { countEmbedded, encoderInUse } from '../model/encoders.ts';
import type { Session } from '../project/session.ts';
import { shareableSources } from '../project/shareable-sources.ts';
import { countRaw } from '../set/count-set.ts';
import { countExemplars, hasCuratedSet } from '../set/curated-set.ts';
import { volumesHere } from '../volume/absent-volumes.ts';
import { splitRelationWarnings } from './split-warnings.ts';
import { termWarnings } from './term-warnings.ts';

/** A source that patches are exported of. */
export interface ExportedSource {
  readonly id: number;
  readonly name: string;
  readonly patches: number;
  readonly split: DatasetSplit | null;
  /** sampling weight of each of its patches; null without */
  readonly weight: number | null;
}

/** What an export is going to be, known before any patch is looked at. */
export interface PreparedExport {
  readonly exporter: Exporter;
  readonly pictures: PictureEncoding | null;
  /** the saved balance plan that chooses among the patches */
  readonly plan: BalancePlan | null;
  /** those with patches, in the order they were added */
  readonly sources: readonly ExportedSource[];
  /** ids of all that may be handed on, with patches or without */
  readonly shared: ReadonlySet<number>;
  readonly leftOut: readonly { readonly source: string; readonly why: string }[];
  readonly warnings: readonly string[];
}

/** @returns failures `no-exemplars`, `model-missing`, `sources-stale`, `option-invalid`, `all-withheld`, `volumes-not-here` */
export function prepareExport(session: Session, options: ExportOptions): Outcome<PreparedExport> {
  const ready = readyToExport(session, options);
  if (!ready.ok) return ready;
  const exporter = exporterNamed(options.format);
  if (!exporter.ok) return exporter;
  const pictures = pictureChoice(exporter.value, options.pictures);
  if (!pictures.ok) return pictures;
  const plan = planOf(session, options);
  if (!plan.ok) return plan;
  const { shared, withheld } = shareableSources(session);
  const { counts, warnings } = countsOf(session, options, plan.value);
  const filled = shared.flatMap(({ id, name }) => {
    const patches = counts.get(id) ?? 0;
    return patches > 0 ? [{ id, name, patches }] : [];
  });
  if (filled.length === 0 && withheld.length > 0) return fail({ kind: 'all-withheld' });
  const split = options.split && splitSources(filled, options.split);
  const dealt = filled.map((source) => ({
    ...source,
    split: split?.parts.get(source.name) ?? null,
  }));
  return succeed({
    exporter: exporter.value,
    pictures: pictures.value,
    plan: plan.value,
    sources: withWeights(dealt, options.gamma),
    shared: new Set(shared.map(({ id }) => id)),
    leftOut: withheld.map(({ source, why }) => ({ source: source.name, why })),
    warnings: [
      ...warnings,
      ...(split?.warnings ?? []),
      ...(split ? splitRelationWarnings(session, dealt) : []),
      ...termWarnings(session, filled, options.terms),
    ],
  });
}

function readyToExport(session: Session, { set, embeddings }: ExportOptions): Outcome<null> {
  if (session.columns().count === 0) return fail({ kind: 'no-exemplars' });
  if (set === 'curated' && !hasCuratedSet(session)) return fail({ kind: 'model-missing' });
  if (embeddings && countEmbedded(session, encoderInUse(session)) === 0) {
    return fail({ kind: 'embeddings-missing' });
  }
  const { shared } = shareableSources(session);
  if (set === 'raw') {
    const here = volumesHere(session, 'raw', new Set(shared.map(({ id }) => id)));
    if (!here.ok) return here;
  }
  // Raw patches are read from the volumes again, as they are mapped today.
  const stale = set === 'raw' ? staleSources(session) : new Set<number>();
  const names = shared.flatMap(({ id, name }) => (stale.has(id) ? [name] : []));
  return names.length > 0 ? fail({ kind: 'sources-stale', names }) : succeed(null);
}

/** The encoding asked for, or the format's own; null where the format leaves no choice. */
function pictureChoice(
  { name, pictures }: Exporter,
  asked: PictureEncoding | null,
): Outcome<PictureEncoding | null> {
  if (asked === null) return succeed(pictures[0] ?? null);
  if (pictures.includes(asked)) return succeed(asked);
  const known = pictures.length > 0 ? pictures.join(', ') : `nothing: ${name} leaves no choice`;
  return fail({ kind: 'option-invalid', option: '--pictures', given: asked, known });
}

function planOf(session: Session, { plan: id, set }: ExportOptions): Outcome<BalancePlan | null> {
  if (id === null) return succeed(null);
  if (set === 'raw') {
    const known = 'no plan with the raw set: plans choose among exemplars';
    return fail({ kind: 'option-invalid', option: 'plan', given: String(id), known });
  }
  const plan = session.catalog.balancePlans.byId(id);
  if (!plan) return unknownPlan(session, String(id));
  const quotas = [...quotasOf(planSources(session), plan.rules.quotas)];
  // Whatever set the plan was made for, it chooses among the patches of this one.
  return succeed({ ...plan, rules: { ...plan.rules, base: set, quotas } });
}

function countsOf(
  session: Session,
  { set }: ExportOptions,
  plan: BalancePlan | null,
): { readonly counts: ReadonlyMap<number, number>; readonly warnings: readonly string[] } {
  if (plan) {
    const sources = planSources(session);
    const planned = plannedCounts(sources, plan.rules);
    return {
      counts: new Map(sources.map(({ id }, i) => [id, planned.counts[i] ?? 0])),
      warnings: planned.shortfalls.map(shortfallWords),
    };
  }
  const counts =
    set === 'raw' ? countRaw(session, 'source') : countExemplars(session, 'source', set);
  return { counts, warnings: [] };
}

/** Weights add up over the sources of one part of the data set, which is drawn from by itself (spec 4). */
function withWeights(
  sources: readonly Omit<ExportedSource, 'weight'>[],
  gamma: number | null,
): readonly ExportedSource[] {
  const weights = new Map<number, number>();
  for (const part of new Set(sources.map(({ split }) => split))) {
    if (gamma === null) break;
    const mine = sources.filter(({ split }) => split === part);
    const found = samplingWeights(
      mine.map(({ patches }) => patches),
      gamma,
    );
    for (const [i, { id }] of mine.entries()) weights.set(id, found[i] ?? 0);
  }
  return sources.map((source) => ({ ...source, weight: weights.get(source.id) ?? null }));
}
