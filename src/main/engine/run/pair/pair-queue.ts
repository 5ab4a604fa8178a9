import type { RawAddress } from '../../../../shared/duplicates.ts';
import { radii } from '../../../../shared/keep-curve.ts';
import type {
  PairPage,
  PairPatch,
  PairQueue,
  PairStratum,
  SampledPair,
} from '../../../../shared/pair.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { cropGrid } from '../../patch/crop-grid.ts';
import { slabShape } from '../../slice/read-slab.ts';
import { radiiOfSources } from '../exemplar/keep-curve-report.ts';
import type { ScopePlan } from '../exemplar/scope-plans.ts';
import { patchNames } from '../project/patch-names.ts';
import { planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { drawnCounts, keyOf, type MarkCounts, markCounts, noMarks, saidOf } from './pair-counts.ts';
import { countedMarks } from './pair-marks.ts';
import { type DrawnPair, pairsInOrder } from './pair-sample.ts';

/** Some pairs of a queue, with what was said of them and how far the marking is. */
export async function pairPage(
  session: Session,
  { from, count, ...queue }: PairQueue & { readonly from: number; readonly count: number },
): Promise<PairPage> {
  const order = await pairsInOrder(session, queue);
  const { marks } = countedMarks(session);
  const said = saidOf(session, marks);
  const counts =
    queue.source === null && !queue.eachSource
      ? drawnCounts(order, said)
      : markCounts(marks.filter((mark) => queue.source === null || mark.source === queue.source));
  const place = order.findIndex((pair) => !said.has(keyOf(pair)));
  const resolve = resolver(session);
  return {
    total: order.length,
    from,
    pairs: order
      .slice(from, from + count)
      .map((pair) => ({ ...resolve(pair), value: said.get(keyOf(pair)) ?? 'none' })),
    firstUnmarked: place < 0 ? null : place,
    strata: await strataOf(session, queue, order, counts),
  };
}

async function strataOf(
  session: Session,
  { source }: PairQueue,
  order: readonly DrawnPair[],
  counted: readonly MarkCounts[],
): Promise<PairStratum[]> {
  const sources = (await radiiOfSources(session)).filter(
    (each) => source === null || each.source === source,
  );
  return radii.map((distance) => ({
    distance,
    pairs: sources.reduce(
      (sum, { points }) => sum + (points[distance]?.distances[distance] ?? 0),
      0,
    ),
    drawn: order.filter((pair) => pair.distance === distance).length,
    ...(counted[distance] ?? noMarks()),
  }));
}

interface Stretch {
  readonly volume: StoredVolume;
  readonly plane: number;
  readonly position: number;
  readonly first: number;
  readonly patches: number;
}

/** Finds the patches of drawn pairs; each scope's sections are read once. */
function resolver(session: Session): (pair: DrawnPair) => Omit<SampledPair, 'value'> {
  const scopes = new Map<string, readonly Stretch[]>();
  const names = patchNames(session);
  const sectionsOf = (plan: ScopePlan) => {
    const read = scopes.get(plan.name) ?? stretchesOf(session, plan);
    scopes.set(plan.name, read);
    return read;
  };
  const patchAt = (plan: ScopePlan, at: number): PairPatch & { owner: number } => {
    const { volume, plane, position, first } = stretchAt(sectionsOf(plan), at);
    const { patchSize, mode } = session.settings();
    const { height, width } = slabShape(volume.shape, planeOf(plane));
    const box = cropGrid(height, width, patchSize, mode)[at - first];
    if (!box) throw new Error(`Section ${position} of ${volume.name} has no box ${at - first}.`);
    const address: RawAddress = { volume: volume.id, plane: planeOf(plane), index: position, box };
    const name = names.stableName(volume.id, plane, position, box);
    return { address, name, owner: ownerOf(session, volume, plane, position, at - first) };
  };
  return ({ plan, patch, exemplar, distance }) => {
    const { owner: _, ...a } = patchAt(plan, patch);
    const { owner, ...b } = patchAt(plan, exemplar);
    return { a, b, sourceName: plan.source.name, distance, like: owner };
  };
}

/** As the curve placed them: volume after volume, section after section. */
function stretchesOf(session: Session, plan: ScopePlan): readonly Stretch[] {
  let first = 0;
  return plan.volumes.flatMap((volume) =>
    session.catalog.crossSections
      .counts(session.cut() ?? -1, volume.id)
      .map(({ plane, position, patches }) => {
        first += patches;
        return { volume, plane, position, patches, first: first - patches };
      }),
  );
}

function stretchAt(stretches: readonly Stretch[], at: number): Stretch {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((stretches[middle]?.first ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const found = stretches[low];
  if (!found) throw new Error(`No section holds patch ${at} of its scope.`);
  return found;
}

/** Ordinal of the exemplar in force that stands for a raw patch; -1 where none does yet. */
function ownerOf(
  session: Session,
  volume: StoredVolume,
  plane: number,
  position: number,
  i: number,
): number {
  const row = session.catalog.crossSections.at(session.cut() ?? -1, volume.id, plane, position);
  const owners = row?.owners;
  if (!owners || owners.byteLength < (i + 1) * 4) return -1;
  return new DataView(owners.buffer, owners.byteOffset, owners.byteLength).getUint32(i * 4, true);
}
