import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { Session } from '../project/session.ts';
import { ordinalOfExemplar, sizeOf } from './group-decisions.ts';
import type { DecidedGroup, GroupPart } from './group-overlay.ts';
import { patchAt, type Realm, type RealmPatch, realmsOfScopes } from './group-realm.ts';
import { type RealmOverlay, realmOverlay } from './realm-overlay.ts';

/** A group of near-duplicates as it stands now, touched by a decision or not. */
export interface StandingGroup {
  /** of its exemplar */
  readonly ordinal: number;
  readonly key: string;
  /** its exemplar among them */
  readonly members: number;
  /** how its exemplar became one; null where de-duplication chose it */
  readonly by: DecidedGroup['by'];
  /** the part that its exemplar is in comes first: the others were joined to it */
  readonly parts: readonly StandingPart[];
}

/** Patches that stand together: all that de-duplication grouped under an exemplar, or one by itself. */
export interface StandingPart {
  /** the same for the same patches */
  readonly name: string;
  /** ordinal of the exemplar that de-duplication chose; of a single patch, that which it was grouped under */
  readonly base: number;
  /** a patch that was taken out of its own group */
  readonly single: RealmPatch | null;
  /** patches that were taken out of this part */
  readonly without: readonly PatchPlace[];
}

/** The group that a patch of a realm is in now. */
export function groupOfPatch(session: Session, realm: Realm, patch: RealmPatch): StandingGroup {
  const over = realmOverlay(session, realm);
  const decided = over.overlay.groupOfSingle(patch.key) ?? over.groupOfBase(patch.base.ordinal);
  return decided
    ? standingGroup(session, over, decided)
    : untouched(session, patch.base.ordinal, patch.base.key);
}

/** The group of an exemplar; of one that is retired, the group that it is a member of. */
export function groupOfExemplar(
  session: Session,
  ordinal: number,
): { realm: Realm; group: StandingGroup } | null {
  const row = session.catalog.exemplars.standing(ordinal);
  const realm = row && realmsOfScopes(session).get(row.scope);
  const volume = row && session.catalog.volumes.byId(row.volume);
  if (!realm || !volume) return null;
  const { plane, position, y0, y1, x0, x1 } = row;
  const place = { volume: row.volume, plane, position, y0, y1, x0, x1 };
  const patch = patchAt(session, realm, volume, place);
  return patch && { realm, group: groupOfPatch(session, realm, patch) };
}

/** The exemplar that stands now for one that there was; null where it is gone. */
export function liveExemplar(session: Session, ordinal: number): number | null {
  return groupOfExemplar(session, ordinal)?.group.ordinal ?? null;
}

/** Exemplars of the current cut whose groups a person changed. */
export function regroupedExemplars(session: Session): ReadonlySet<number> {
  const found = new Set<number>();
  for (const realm of new Set(realmsOfScopes(session).values())) {
    const over = realmOverlay(session, realm);
    for (const group of over.overlay.groups) {
      const ordinal = ordinalOfExemplar(session, over, group);
      if (ordinal !== null) found.add(ordinal);
    }
  }
  return found;
}

function standingGroup(session: Session, over: RealmOverlay, group: DecidedGroup): StandingGroup {
  const { exemplar: key, by } = group;
  return {
    ordinal: ordinalOfExemplar(session, over, group) ?? -1,
    key,
    members: sizeOf(session, over, group),
    by,
    parts: group.parts.map((part) => standingPart(over, part)),
  };
}

function standingPart(over: RealmOverlay, { patch, isSingle, without }: GroupPart): StandingPart {
  const single = isSingle ? over.patch(patch) : null;
  const base = single?.base.ordinal ?? over.baseOrdinal(patch) ?? -1;
  return {
    name: `${isSingle ? 'one' : 'all'} ${patch} but ${[...without]}`,
    base,
    single,
    // A decision names every patch that was taken out.
    without: [...without].flatMap((key) => over.patch(key)?.place ?? []),
  };
}

function untouched({ catalog }: Session, ordinal: number, key: string): StandingGroup {
  const row = catalog.exemplars.standing(ordinal);
  return {
    ordinal,
    key,
    members: row?.grouped ?? 0,
    by: null,
    parts: [{ name: `all ${key} but `, base: ordinal, single: null, without: [] }],
  };
}
