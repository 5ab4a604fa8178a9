import {
  type CurveState,
  type KeepCurves,
  radii,
  type SourceCurve,
} from '../../../../shared/keep-curve.ts';
import type { CurvePoint } from '../../catalog/keep-curves.ts';
import { readGrowth } from '../project/scope-names.ts';
import type { Session } from '../project/session.ts';
import { countRaw, countSet } from '../set/count-set.ts';
import { breath } from '../turn/breath.ts';
import { curveKey, curveNeeds, curveStamp, inputsDigest, scopesNow } from './keep-curves.ts';
import type { ScopePlan } from './scope-plans.ts';

/** What the radii leave of a source, as far as it is worked out. */
export interface SourceRadii {
  readonly source: number;
  readonly state: CurveState;
  /** by radius; null where a scope of the source lacks it */
  readonly points: readonly (Pick<CurvePoint, 'kept' | 'distances'> | null)[];
}

const known = new WeakMap<Session, { stamp: string; radii: Promise<readonly SourceRadii[]> }>();

/** The curves of all sources that were cut, scopes added up, kept until they may be others. */
export function radiiOfSources(session: Session): Promise<readonly SourceRadii[]> {
  const stamp = curveStamp(session);
  const kept = known.get(session);
  if (kept?.stamp === stamp) return kept.radii;
  const found = readRadii(session);
  known.set(session, { stamp, radii: found });
  return found;
}

/** Reads 21 small rows a scope. */
async function readRadii(session: Session): Promise<readonly SourceRadii[]> {
  const cutting = curveKey(session.settings());
  const ofSource = new Map<number, ScopePlan[]>();
  for (const plan of scopesNow(session)) {
    ofSource.set(plan.source.id, [...(ofSource.get(plan.source.id) ?? []), plan]);
  }
  const found: SourceRadii[] = [];
  for (const [source, plans] of ofSource) {
    const scopes = plans.map((plan) => ({
      plan,
      known: session.catalog.keepCurves.ofScope(cutting, plan.name),
    }));
    found.push({
      source,
      state: worstState(scopes.map(({ plan, known }) => stateOf(plan, known))),
      points: radii.map((radius) =>
        addedUp(scopes.map(({ known }) => known.find((point) => point.radius === radius))),
      ),
    });
    await breath();
  }
  return found;
}

/** Best first. */
const states: readonly CurveState[] = ['current', 'stale', 'partial', 'missing'];

const worstState = (given: readonly CurveState[]): CurveState =>
  states[Math.max(0, ...given.map((state) => states.indexOf(state)))] ?? 'missing';

function stateOf(plan: ScopePlan, known: readonly CurvePoint[]): CurveState {
  const inputs = inputsDigest(plan);
  if (known.length === 0) return 'missing';
  if (known.length < radii.length) return 'partial';
  return known.every((point) => point.inputs === inputs) ? 'current' : 'stale';
}

/** Null where one is missing. */
function addedUp(
  points: readonly (Pick<CurvePoint, 'kept' | 'distances'> | null | undefined)[],
): SourceRadii['points'][number] {
  const distances: number[] = [];
  let kept = 0;
  for (const point of points) {
    if (!point) return null;
    kept += point.kept;
    for (const [d, count] of point.distances.entries()) distances[d] = (distances[d] ?? 0) + count;
  }
  return { kept, distances };
}

/** Sources with a scope that volumes joined after it was de-duplicated. */
function grownSources(session: Session): ReadonlySet<number> {
  const scopes = session.catalog.cuts.scopes(session.cut() ?? -1);
  const grown = new Set(
    scopes
      .filter(({ complete }) => complete)
      .flatMap((scope) => {
        const { name, n } = readGrowth(scope.name);
        return n > 0 ? [name] : [];
      }),
  );
  return new Set(
    scopesNow(session).flatMap((plan) => (grown.has(plan.name) ? [plan.source.id] : [])),
  );
}

/** What each radius would keep, by source and in all, and what is missing of that. */
export async function keepCurvesOf(session: Session): Promise<KeepCurves> {
  const found = await radiiOfSources(session);
  const names = new Map(session.catalog.sources.all().map(({ id, name }) => [id, name]));
  const raw = countRaw(session, 'source');
  const now = countSet(session, 'source', 'dedup');
  const grown = grownSources(session);
  const sources = found.map(
    ({ source, state, points }): SourceCurve => ({
      source,
      name: names.get(source) ?? '',
      raw: raw.get(source) ?? 0,
      now: now.get(source) ?? 0,
      kept: points.map((point) => point?.kept ?? null),
      grown: grown.has(source),
      state,
    }),
  );
  const total = radii.map((radius) => addedUp(found.map(({ points }) => points[radius])));
  const sum = (of: (source: SourceCurve) => number) => sources.reduce((all, s) => all + of(s), 0);
  return {
    settings: session.settings(),
    raw: sum((source) => source.raw),
    now: sum((source) => source.now),
    kept: total.map((point) => point?.kept ?? null),
    distances: total.map((point) => (point ? [...point.distances] : null)),
    state: sources.length === 0 ? 'missing' : worstState(sources.map(({ state }) => state)),
    sources,
    needs: curveNeeds(session),
  };
}
