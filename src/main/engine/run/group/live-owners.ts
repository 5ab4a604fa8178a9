import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { Session } from '../project/session.ts';
import { ordinalOfExemplar } from './group-decisions.ts';
import { placeKey, realmsOfScopes } from './group-realm.ts';
import { type RealmOverlay, realmOverlay } from './realm-overlay.ts';

/** Which exemplar stands for a patch now, decisions considered. */
export interface LiveOwners {
  /** @param base ordinal of the exemplar that de-duplication grouped the patch under */
  of(base: number, place: PatchPlace): number;
  /** Exemplars of a volume as a data set had it that are members of other groups now, by decision. */
  membersByDecision(volume: number): readonly OwnedPlace[];
}

/** A patch and the exemplar that stands for it. */
export interface OwnedPlace {
  readonly place: PatchPlace;
  readonly hash: Uint8Array;
  readonly owner: number;
}

interface Owned {
  readonly owner: number;
  readonly without: ReadonlySet<string>;
}

/** Memory goes with the decisions of the project. */
export function liveOwners(session: Session): LiveOwners {
  const bases = new Map<number, Owned>();
  const singles = new Map<string, number>();
  const members: OwnedPlace[] = [];
  for (const realm of new Set(realmsOfScopes(session).values())) {
    const over = realmOverlay(session, realm);
    for (const group of over.overlay.groups) {
      const owner = ordinalOfExemplar(session, over, group) ?? -1;
      for (const { patch, isSingle, without } of group.parts) {
        if (isSingle) singles.set(patch, owner);
        else bases.set(over.baseOrdinal(patch) ?? -1, { owner, without });
        if (patch === group.exemplar || without.has(patch)) continue;
        const member = recordedExemplar(session, over, patch);
        if (member) members.push({ ...member, owner });
      }
    }
  }
  return {
    of(base, place) {
      const owned = bases.get(base);
      if (!owned) return base;
      const key = owned.without.size > 0 ? placeKey(place) : '';
      return owned.without.has(key) ? (singles.get(key) ?? base) : owned.owner;
    },
    membersByDecision: (volume) => members.filter(({ place }) => place.volume === volume),
  };
}

/** An exemplar that came with a data set: its tables tell of near-duplicates, not of itself. */
function recordedExemplar(
  { catalog }: Session,
  { realm, baseOrdinal }: RealmOverlay,
  patch: string,
): Omit<OwnedPlace, 'owner'> | null {
  const row = catalog.exemplars.standing(baseOrdinal(patch) ?? -1);
  if (!row || realm.recorded.get(row.volume) !== row.scope) return null;
  return { place: row, hash: row.hash };
}
