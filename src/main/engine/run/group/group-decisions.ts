import type { ExemplarRow } from '../../catalog/exemplar-rows.ts';
import type { Settled, Standing } from '../project/regrouped-columns.ts';
import type { Session } from '../project/session.ts';
import { blockOf } from '../set/draw-hold-out.ts';
import { groupLog } from './group-log.ts';
import type { DecidedGroup } from './group-overlay.ts';
import { type RealmPatch, realmsOfCut } from './group-realm.ts';
import {
  asItIs,
  type Hypothesis,
  overlayIf,
  type RealmOverlay,
  realmOverlay,
  realmsOfContents,
} from './realm-overlay.ts';

/** What decisions change of exemplars as they are stored. */
export interface Settling {
  readonly standings: readonly Standing[];
  /** patches that become exemplars, and what they stand for */
  readonly added: readonly { readonly patch: RealmPatch; readonly members: number }[];
}

/**
 * Brings the exemplars of a scope, kept anew or not, to what decisions make of them, and writes what differs:
 * for the commit that completes the scope, or any later one.
 */
export function settleGroups(session: Session, cut: number, scope: number): void {
  const realm = realmsOfCut(session, cut).get(scope);
  if (!realm) return;
  const { catalog } = session;
  catalog.commitUnit(() => store(session, settlingOf(session, realmOverlay(session, realm))));
}

/** The same for every scope of a cut; for the commit that makes it the current one, or any later one. */
export function settleCut(session: Session, cut: number): void {
  const realms = new Set(realmsOfCut(session, cut).values());
  const { catalog } = session;
  catalog.commitUnit(() => {
    for (const realm of realms) store(session, settlingOf(session, realmOverlay(session, realm)));
  });
}

/** What one more action would change in the current cut; worked out before its transaction begins. */
export function settlingIf(
  session: Session,
  contents: ReadonlySet<string>,
  hypothesis: Hypothesis,
): Settling {
  const realms = realmsOfContents(session, contents);
  const parts = realms.map((realm) => settlingOf(session, overlayIf(session, realm, hypothesis)));
  return {
    standings: parts.flatMap(({ standings }) => standings),
    added: parts.flatMap(({ added }) => added),
  };
}

/** What taking back an action, or bringing it back, would change; nothing for one that is not of groups. */
export function settlingOfTurn(session: Session, action: number, undone: boolean): Settling {
  const log = groupLog(session);
  const contents = [...log].filter(([, list]) => list.some((each) => each.action === action));
  const names = new Set(contents.map(([content]) => content));
  if (names.size === 0) return { standings: [], added: [] };
  return settlingIf(session, names, { ...asItIs, turned: { action, undone } });
}

/** Writes what was worked out; part of a transaction. */
export function store(session: Session, { standings, added }: Settling): Settled {
  const { exemplars } = session.catalog;
  for (const { ordinal, members, retired } of standings) {
    exemplars.setStanding(ordinal, members, retired);
  }
  let next = added.length > 0 ? exemplars.nextOrdinal() : 0;
  const rows = added.map(({ patch, members }) => {
    const row = rowOf(session, patch, next++, members);
    exemplars.addDecided(patch.scope, row);
    return row;
  });
  return { standings, added: rows };
}

/** The side of the hold-out is that of its block; a block that was never drawn is not held out, now for good. */
function rowOf(
  { catalog }: Session,
  { place, hash, base }: RealmPatch,
  ordinal: number,
  members: number,
): ExemplarRow {
  const volume = catalog.volumes.byId(place.volume);
  if (!volume) throw new Error(`Volume ${place.volume} is gone.`);
  const { contentId } = volume;
  const block = blockOf(volume, place.plane, place.position);
  const address = { contentId, plane: place.plane, block };
  const held = catalog.holdOuts.isHeld(address);
  if (held === null) catalog.holdOuts.draw(volume.source, address, false);
  const chosen = catalog.exemplars.standing(base.ordinal)?.chosen ?? 0;
  return { ordinal, ...place, hash, members, chosen, heldOut: held ?? false };
}

/** What differs between exemplars as they are stored and as decisions have them. */
function settlingOf(session: Session, over: RealmOverlay): Settling {
  const { exemplars } = session.catalog;
  const wanted = new Map<number, Omit<Standing, 'ordinal'>>();
  // Whatever differs from de-duplication and is not touched by a decision any more goes back.
  for (const scope of over.realm.scopes) {
    for (const { ordinal, grouped } of exemplars.regrouped(scope)) {
      wanted.set(ordinal, { members: grouped, retired: grouped === 0 });
    }
  }
  const added: { patch: RealmPatch; members: number }[] = [];
  for (const group of over.overlay.groups) {
    for (const { patch, isSingle } of group.parts) {
      const ordinal = isSingle ? null : over.baseOrdinal(patch);
      if (ordinal === null) continue;
      wanted.set(ordinal, { members: exemplars.standing(ordinal)?.grouped ?? 0, retired: true });
    }
  }
  for (const group of over.overlay.groups) {
    const members = sizeOf(session, over, group);
    const ordinal = ordinalOfExemplar(session, over, group);
    if (ordinal !== null) wanted.set(ordinal, { members, retired: false });
    else {
      const patch = over.patch(group.exemplar);
      if (patch) added.push({ patch, members });
    }
  }
  const standings = [...wanted].flatMap(([ordinal, want]) => {
    const is = exemplars.standing(ordinal);
    const isSo = is?.members === want.members && is.retired === want.retired;
    return isSo ? [] : [{ ordinal, ...want }];
  });
  return { standings, added };
}

/** Patches of a group, its exemplar among them. */
export function sizeOf({ catalog }: Session, over: RealmOverlay, group: DecidedGroup): number {
  return group.parts.reduce((sum, { patch, isSingle, without }) => {
    if (isSingle) return sum + 1;
    const grouped = catalog.exemplars.standing(over.baseOrdinal(patch) ?? -1)?.grouped ?? 0;
    return sum + grouped - without.size;
  }, 0);
}

/** Ordinal of a group's exemplar; null where it has no row yet. */
export function ordinalOfExemplar(
  { catalog }: Session,
  over: RealmOverlay,
  { exemplar }: DecidedGroup,
): number | null {
  const base = over.baseOrdinal(exemplar);
  if (base !== null) return base;
  const patch = over.patch(exemplar);
  return patch ? (catalog.exemplars.standingAt(patch.scope, patch.place)?.ordinal ?? null) : null;
}
