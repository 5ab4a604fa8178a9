import { pairsPerDistance, radii } from '../../../shared/keep-curve.ts';
import type { PairQueue } from '../../../shared/pair.ts';
import { wordsPerPair } from '../exemplar/radius-point.ts';
import { mixed } from '../kernel/mixed-key.ts';
import { breath } from './breath.ts';
import { curveKey, curveStamp, scopesNow } from './keep-curves.ts';
import type { ScopePlan } from './scope-plans.ts';
import type { Session } from './session.ts';

/** A pair that was drawn, by places in its scope. */
export interface DrawnPair {
  readonly distance: number;
  /** by which pairs are drawn: a seeded number of the two addresses */
  readonly key: number;
  readonly plan: ScopePlan;
  readonly patch: number;
  readonly exemplar: number;
}

const known = new WeakMap<Session, { stamp: string; pairs: Promise<readonly DrawnPair[]> }>();

/** Every pair that the curve drew in scopes as they are now, kept until the curve changes: some ten bytes a pair. */
function allDrawn(session: Session): Promise<readonly DrawnPair[]> {
  const stamp = curveStamp(session);
  const kept = known.get(session);
  if (kept?.stamp === stamp) return kept.pairs;
  const pairs = readDrawn(session);
  known.set(session, { stamp, pairs });
  return pairs;
}

async function readDrawn(session: Session): Promise<readonly DrawnPair[]> {
  const cutting = curveKey(session.settings());
  const found: DrawnPair[] = [];
  for (const plan of scopesNow(session)) {
    for (const distance of radii) {
      const words = session.catalog.keepCurves.pairs(cutting, plan.name, distance, plan.inputs);
      for (let i = 0; i < words.length; i += wordsPerPair) {
        const [key = 0, patch = 0, exemplar = 0] = words.subarray(i, i + wordsPerPair);
        found.push({ distance, key, plan, patch, exemplar });
      }
    }
    await breath();
  }
  return found;
}

/**
 * The pairs of a queue in its order: at each distance those of the smallest keys over all scopes, which are a
 * uniform draw, or as many of each source; then shuffled by the seed. Distances in turn are shuffled anew in each
 * turn, so that a person who marks does not see the distance from the order.
 */
export async function pairsInOrder(
  session: Session,
  { distance, seed, eachSource, source }: PairQueue,
): Promise<readonly DrawnPair[]> {
  const wanted = (await allDrawn(session)).filter(
    (pair) =>
      (distance === 'all' || pair.distance === distance) &&
      (source === null || pair.plan.source.id === source),
  );
  const strata = radii.map((at) => {
    const pairs = wanted.filter((pair) => pair.distance === at).sort(byKey);
    const drawn = eachSource ? inTurn(pairs) : pairs;
    const first = drawn.slice(0, pairsPerDistance);
    return eachSource ? first : first.sort(bySeed(seed));
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

/** The first pair of each source, then the second of each, and so on. */
function inTurn(pairs: readonly DrawnPair[]): DrawnPair[] {
  const seen = new Map<number, number>();
  const turns = pairs.map((pair) => {
    const turn = seen.get(pair.plan.source.id) ?? 0;
    seen.set(pair.plan.source.id, turn + 1);
    return { pair, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn || byKey(a.pair, b.pair)).map(({ pair }) => pair);
}
