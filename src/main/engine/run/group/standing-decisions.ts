import type { IdleReason, StandingGroupDecision } from '../../../../shared/duplicates.ts';
import type { PatchAddress } from '../../catalog/addresses.ts';
import type { GroupDecision, LoggedGroupDecision } from '../../catalog/group-decisions.ts';
import { patchNames } from '../project/patch-names.ts';
import type { Session } from '../project/session.ts';
import { groupLog } from './group-log.ts';
import { realmsOfScopes } from './group-realm.ts';
import { realmOverlay } from './realm-overlay.ts';

/** Decisions on groups that were not taken back, in the order made; those that hold in no group of this cut say why. */
export function standingDecisions(session: Session): StandingGroupDecision[] {
  const reasons = new Map<GroupDecision, IdleReason | null>();
  for (const realm of new Set(realmsOfScopes(session).values())) {
    const { decisions, overlay } = realmOverlay(session, realm);
    decisions.forEach((decision, i) => {
      reasons.set(decision, overlay.idle[i] ?? null);
    });
  }
  const logged = new Map<number, LoggedGroupDecision>();
  for (const list of groupLog(session).values()) {
    for (const each of list) if (!each.undone) logged.set(each.place, each);
  }
  const nameOf = namer(session);
  return [...logged.values()]
    .sort((a, b) => a.place - b.place)
    .map((each) => ({
      action: each.action,
      at: each.at,
      annotator: each.annotator,
      kind: each.kind,
      patch: nameOf(each.address),
      other: each.other && nameOf(each.other),
      idle: reasons.has(each) ? (reasons.get(each) ?? null) : 'not-cut',
    }));
}

/** Names of patches of sources that are still here; else where the patch is in what is gone. */
function namer(session: Session): (address: PatchAddress) => string {
  const names = patchNames(session);
  return (address) => {
    const { contentId, plane, position, y0, y1, x0, x1 } = address;
    const volume = session.catalog.volumes.byContent(contentId);
    const box = { y0, y1, x0, x1 };
    return volume
      ? names.stableName(volume.id, plane, position, box)
      : `${contentId.slice(0, 12)}/${position}-${y0}-${x0}`;
  };
}
