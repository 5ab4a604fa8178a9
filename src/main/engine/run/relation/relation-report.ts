import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type {
  Relation,
  RelationMatrix,
  RelationPairs,
  RelationReport,
  RelationState,
  relationQuery,
} from '../../../../shared/relation.ts';
import type { SourceIds, StoredRelation } from '../../catalog/relations.ts';
import { orderSources, type Tie } from '../../relation/order-sources.ts';
import { exemplarPrints } from '../exemplar/exemplar-prints.ts';
import { describePatch, patchDescriber } from '../grid/describe-patch.ts';
import { rowOfOrdinal } from '../project/exemplar-columns.ts';
import type { Session } from '../project/session.ts';
import { relationInputs } from './relate-exemplars.ts';

/** The relations of the current cut that were asked for, the strongest first. */
export function relationReport(
  session: Session,
  query: z.output<typeof relationQuery>,
): RelationReport {
  const state = relationStateOf(session);
  const sources = exemplarPrints(session.columns()).size;
  const cut = session.cut();
  if (state === 'none' || cut === null) {
    const counts = { same: 0, alike: 0, chance: 0 };
    return { state, sources, counts, total: 0, landmarks: false, unseen: [], relations: [] };
  }
  const counts = session.catalog.relations.count(cut);
  const total = counts.same + counts.alike + counts.chance;
  const relations = listed(session, cut, query).map((each) => describe(session, each));
  return { state, sources, counts, total, ...unseenOf(session), relations };
}

/** Sources that could not be looked into, which are still there. */
function unseenOf(session: Session): Pick<RelationReport, 'landmarks' | 'unseen'> {
  const { missing } = inputsOf(session.catalog.settings.get('relations') ?? '');
  const unseen = (missing ?? []).flatMap((id) => {
    const source = session.catalog.sources.byId(id);
    return source && !source.removed ? [source.name] : [];
  });
  return { landmarks: missing !== undefined, unseen };
}

const inputsOf = (text: string) => relationInputs.parse(JSON.parse(text));

/** Strong ones first, then those by chance: all of them, or the ones that a person judged. */
function listed(
  session: Session,
  cut: number,
  { all, source, from, count }: z.output<typeof relationQuery>,
): readonly StoredRelation[] {
  const { relations } = session.catalog;
  const upTo = from + count;
  const found: StoredRelation[] = [];
  for (const kind of ['same', 'alike', 'chance'] as const) {
    if (found.length >= upTo) break;
    if (kind === 'chance' && !all) {
      const own = relations.judged(cut, kind);
      found.push(...own.filter(({ a, b }) => source === null || source === a || source === b));
    } else found.push(...relations.strongest(cut, kind, source, 0, upTo - found.length));
  }
  return found.slice(from, upTo);
}

function describe(session: Session, { a, b, record, examples }: StoredRelation): Relation {
  const { sources, volumes, relations } = session.catalog;
  const { volumeA, volumeB } = record.landmarks ??
    record.alignment ?? { volumeA: null, volumeB: null };
  const named = volumeA === null || volumeB === null ? [] : [volumeA, volumeB];
  return {
    ...record,
    sourceA: a,
    sourceB: b,
    nameA: sources.byId(a)?.name ?? '',
    nameB: sources.byId(b)?.name ?? '',
    volumeNames: named.map((id) => volumes.byId(id)?.name ?? ''),
    verdict: relations.verdict({ a, b }),
    pairs: examples,
  };
}

/**
 * Whether the stored relations are of the exemplars there are now. A source that was taken out drops out of them
 * and makes nothing stale; one that came, or whose exemplars changed, does.
 */
export function relationStateOf(session: Session): RelationState {
  const text = session.catalog.settings.get('relations');
  if (!text) return 'none';
  const { cut, prints } = inputsOf(text);
  if (cut !== session.cut()) return 'none';
  for (const [source, print] of exemplarPrints(session.columns())) {
    if (prints[source] !== print) return 'stale';
  }
  return 'current';
}

/** Shares between all sources with exemplars, row by row, so that nobody waits for 180,000 of them. */
export async function relationMatrix(session: Session): Promise<RelationMatrix> {
  const state = relationStateOf(session);
  const cut = session.cut();
  const counts = exemplarPrints(session.columns());
  const ids = [...counts.keys()].sort((one, other) => one - other);
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const entries: { a: number; b: number; kind: Relation['kind']; shares: [number, number] }[] = [];
  const ties: Tie[] = [];
  for (const [a, id] of state === 'none' || cut === null ? [] : ids.entries()) {
    for (const [other, kind, shareA, shareB] of session.catalog.relations.shares(cut ?? 0, id)) {
      const b = placeOf.get(other);
      if (b === undefined) continue;
      entries.push({ a, b, kind, shares: [shareA, shareB] });
      if (kind === 'chance') continue;
      ties.push({ a, b, weight: (kind === 'same' ? 1 : 0) + Math.max(shareA, shareB) });
    }
    await setImmediate();
  }
  const order = orderSources(ids.length, ties);
  const rank = new Uint32Array(ids.length);
  for (const [at, place] of order.entries()) rank[place] = at;
  const cells = entries.flatMap(({ a, b, kind, shares }) => [
    { row: rank[a] ?? 0, column: rank[b] ?? 0, kind, share: shares[0] },
    { row: rank[b] ?? 0, column: rank[a] ?? 0, kind, share: shares[1] },
  ]);
  const shown = cells.filter(({ share }) => share > 0);
  const nameOf = (id: number) => session.catalog.sources.byId(id)?.name ?? '';
  return {
    state,
    sources: order.map((place) => {
      const id = ids[place] ?? 0;
      return { id, name: nameOf(id), exemplars: Number.parseInt(counts.get(id) ?? '0', 10) };
    }),
    rows: shown.map(({ row }) => row),
    columns: shown.map(({ column }) => column),
    shares: shown.map(({ share }) => share),
    kinds: shown.map(({ kind }) => kind),
  };
}

/** Example pairs of two sources; those whose exemplar is gone since are left out. */
export function relationPairs(
  session: Session,
  sources: SourceIds,
  from: number,
  count: number,
): Outcome<RelationPairs> {
  const cut = session.cut();
  const record = cut === null ? null : session.catalog.relations.find(cut, sources);
  if (!record) return fail({ kind: 'relation-unknown' });
  const describer = patchDescriber(session);
  const shown = { pass: 'first', blind: false } as const;
  const there = record.examples.flatMap(({ a, b, distance, agrees }) => {
    const [one, other] = [a, b].map((ordinal) => rowOfOrdinal(describer.columns, ordinal));
    if (one === undefined || other === undefined || one < 0 || other < 0) return [];
    return [{ one, other, distance, agrees }];
  });
  const pairs = there.slice(from, from + count).map(({ one, other, distance, agrees }, i) => ({
    a: describePatch(describer, one, from + i, shown),
    b: describePatch(describer, other, from + i, shown),
    distance,
    agrees,
  }));
  return succeed({ total: there.length, pairs });
}
