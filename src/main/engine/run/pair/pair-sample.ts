import { pairsPerDistance, radii } from '../../../../shared/keep-curve.ts';
import type { PairQueue } from '../../../../shared/pair.ts';
import { wordsPerPair } from '../../exemplar/radius-point.ts';
import { mixed } from '../../kernel/mixed-key.ts';
import { curveKey, curveStamp, inputsDigest, scopesNow } from '../exemplar/keep-curves.ts';
import type { ScopePlan } from '../exemplar/scope-plans.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';

/** A pair that was drawn, by places in its scope. */
export interface DrawnPair {
  readonly distance: number;
  /** by which pairs are drawn: a seeded number of the two addresses */
  readonly key: number;
  readonly plan: ScopePlan;
  readonly patch: number;
  readonly exemplar: number;
}

/** Pairs by distance, those of the smallest keys first. */
type ByDistance = readonly (readonly DrawnPair[])[];

/** What was drawn in scopes as they are now. */
interface Draws {
  /** of the project: a uniform draw over its pairs */
  readonly all: ByDistance;
  readonly ofSources: ReadonlyMap<number, ByDistance>;
}

/** Of all sources together at one distance: with 600 of them each keeps 33, and all draws take some 40 MB. */
const mostOfSources = 20_000;
const leastOfSource = 16;

const known = new WeakMap<Session, { stamp: string; draws: Promise<Draws> }>();

/** The draws of the curve, kept until it may be another. */
function drawsNow(session: Session): Promise<Draws> {
  const stamp = curveStamp(session);
  const kept = known.get(session);
  if (kept?.stamp === stamp) return kept.draws;
  const draws = readDraws(session);
  known.set(session, { stamp, draws });
  return draws;
}

async function readDraws(session: Session): Promise<Draws> {
  const plans = scopesNow(session);
  const sources = new Set(plans.map(({ source }) => source.id)).size;
  const ofOne = Math.max(leastOfSource, Math.floor(mostOfSources / Math.max(1, sources)));
  const most = Math.min(pairsPerDistance, ofOne);
  const all = radii.map((): DrawnPair[] => []);
  const ofSources = new Map<number, DrawnPair[][]>();
  for (const plan of plans) {
    const own = ofSources.get(plan.source.id) ?? radii.map(() => []);
    ofSources.set(plan.source.id, own);
    for (const distance of radii) {
      const drawn = drawnOf(session, plan, distance);
      all[distance] = smallest([...(all[distance] ?? []), ...drawn], pairsPerDistance);
      own[distance] = smallest([...(own[distance] ?? []), ...drawn], most);
    }
    await breath();
  }
  return { all, ofSources };
}

function drawnOf(session: Session, plan: ScopePlan, distance: number): DrawnPair[] {
  const curve = curveKey(session.settings());
  const inputs = inputsDigest(plan);
  const words = session.catalog.keepCurves.pairs(curve, plan.name, distance, inputs);
  return Array.from({ length: words.length / wordsPerPair }, (_, i) => {
    const [key = 0, patch = 0, exemplar = 0] = words.subarray(i * wordsPerPair);
    return { distance, key, plan, patch, exemplar };
  });
}

const smallest = (pairs: DrawnPair[], most: number): DrawnPair[] =>
  pairs.sort(byKey).slice(0, most);

/**
 * The pairs of a queue in its order: at each distance those of the smallest keys over all scopes, which are a
 * uniform draw, shuffled by the seed; or as many of each source. Distances in turn are shuffled anew in each
 * turn, so that a person who marks does not see the distance from the order.
 */
export async function pairsInOrder(
  session: Session,
  { distance, seed, eachSource, source }: PairQueue,
): Promise<readonly DrawnPair[]> {
  const { all, ofSources } = await drawsNow(session);
  const strata = radii.map((at) => {
    if (distance !== 'all' && at !== distance) return [];
    if (source !== null) return [...(ofSources.get(source)?.[at] ?? [])].sort(bySeed(seed));
    if (!eachSource) return [...(all[at] ?? [])].sort(bySeed(seed));
    return inTurn([...ofSources.values()].map((own) => own[at] ?? []));
  });
  const longest = Math.max(0, ...strata.map((stratum) => stratum.length));
  return Array.from({ length: longest }, (_, turn) =>
    strata.flatMap((stratum) => stratum[turn] ?? []).sort(bySeed(mixed(seed) ^ turn)),
  ).flat();
}

/** Scopes have names of their own: the same order on every machine. */
const byKey = (a: DrawnPair, b: DrawnPair): number =>
  a.key - b.key || (a.plan.name < b.plan.name ? -1 : 1);

const bySeed = (seed: number) => (a: DrawnPair, b: DrawnPair) =>
  mixed(a.key ^ mixed(seed)) - mixed(b.key ^ mixed(seed)) || byKey(a, b);

/** The first pair of each source, then the second of each, and so on, as many as are kept of a distance. */
function inTurn(sources: readonly (readonly DrawnPair[])[]): DrawnPair[] {
  const found: DrawnPair[] = [];
  for (let turn = 0; found.length < pairsPerDistance; turn++) {
    const these = sources.flatMap((own) => own[turn] ?? []);
    if (these.length === 0) break;
    found.push(...these.sort(byKey));
  }
  return found.slice(0, pairsPerDistance);
}
