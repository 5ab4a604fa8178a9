import type { PatchAddress } from '../../catalog/addresses.ts';
import type { GroupDecision, LoggedGroupDecision } from '../../catalog/group-decisions.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import type { Session } from '../project/session.ts';
import { type GroupLog, groupLog } from './group-log.ts';
import { type DecidedGroup, type Overlay, overlayGroups } from './group-overlay.ts';
import { patchInRealm, type Realm, type RealmPatch, realmsOfScopes } from './group-realm.ts';

/** What decisions make of a realm's groups, and the patches they are told by. */
export interface RealmOverlay {
  readonly realm: Realm;
  readonly overlay: Overlay;
  /** the decisions laid over, in the order of the log */
  readonly decisions: readonly GroupDecision[];
  /** Every patch that a decision names. */
  patch(key: string): RealmPatch | null;
  /** Ordinal of the exemplar that de-duplication chose, by its key. */
  baseOrdinal(key: string): number | null;
  /** The group that an exemplar of de-duplication stands in now; null where no decision touched it. */
  groupOfBase(ordinal: number): DecidedGroup | null;
}

/** Standing decisions of a log, as they would be after one more action. */
export interface Hypothesis {
  readonly added: readonly GroupDecision[];
  /** action that is taken back or brought back */
  readonly turned: { readonly action: number; readonly undone: boolean } | null;
}

export const asItIs: Hypothesis = { added: [], turned: null };

interface Kept {
  readonly log: GroupLog;
  readonly revision: number;
  readonly overlays: Map<string, RealmOverlay>;
}

const kept = new WeakMap<Session, Kept>();

/** The overlay of a realm as the log is now; worked out once for each state of the log. */
export function realmOverlay(session: Session, realm: Realm): RealmOverlay {
  const log = groupLog(session);
  const revision = session.catalog.revision();
  let known = kept.get(session);
  if (known?.log !== log || known.revision !== revision) {
    known = { log, revision, overlays: new Map() };
    kept.set(session, known);
  }
  const name = `${realm.cut} ${realm.name}`;
  const overlay = known.overlays.get(name) ?? overlayIf(session, realm, asItIs);
  known.overlays.set(name, overlay);
  return overlay;
}

/** The overlay of a realm as it would be. Time and memory go with the decisions on its volumes. */
export function overlayIf(session: Session, realm: Realm, hypothesis: Hypothesis): RealmOverlay {
  const found = patchFinder(session, realm);
  const decisions = standing(session, realm, hypothesis, found);
  const patches = new Map<string, RealmPatch>();
  const bases = new Map<string, number>();
  const keyOf = (address: PatchAddress | null): string | null => {
    const patch = address && found(address);
    if (!patch) return null;
    patches.set(patch.key, patch);
    bases.set(patch.base.key, patch.base.ordinal);
    return patch.key;
  };
  const placed = decisions.map(({ kind, address, other }) => ({
    kind,
    patch: keyOf(address),
    other: keyOf(other),
  }));
  const overlay = overlayGroups(placed, (key) => patches.get(key)?.base.key ?? key);
  const keys = new Map([...bases].map(([key, ordinal]) => [ordinal, key]));
  return {
    realm,
    overlay,
    decisions,
    patch: (key) => patches.get(key) ?? null,
    baseOrdinal: (key) => bases.get(key) ?? null,
    groupOfBase: (ordinal) => overlay.groupOfBase(keys.get(ordinal) ?? ''),
  };
}

/** Decisions that name a patch of the realm and are not taken back. */
function standing(
  session: Session,
  realm: Realm,
  { added, turned }: Hypothesis,
  find: (address: PatchAddress) => RealmPatch | null,
): readonly GroupDecision[] {
  const log = groupLog(session);
  const { volumes } = memoOf(session);
  const lists = [...log.keys()].filter((content) => volumes(content).some(realm.has));
  const logged = new Map<number, LoggedGroupDecision>();
  for (const content of lists) {
    for (const each of log.get(content) ?? []) logged.set(each.place, each);
  }
  const isUndone = ({ action, undone }: LoggedGroupDecision): boolean =>
    turned?.action === action ? turned.undone : undone;
  const before = [...logged.values()]
    .filter((each) => !isUndone(each))
    .sort((a, b) => a.place - b.place);
  return [...before, ...added].filter(
    ({ address, other }) => find(address) !== null || (other !== null && find(other) !== null),
  );
}

/** Patches by address; each is looked up once. */
function patchFinder(session: Session, realm: Realm) {
  const memo = memoOf(session).patches(`${realm.cut} ${realm.name}`);
  return (address: PatchAddress): RealmPatch | null => {
    const { contentId, plane, position, y0, y1, x0, x1 } = address;
    const text = `${contentId} ${plane} ${position} ${y0} ${y1} ${x0} ${x1}`;
    const known = memo.get(text);
    if (known !== undefined) return known;
    const patch = patchInRealm(session, realm, address);
    memo.set(text, patch);
    return patch;
  };
}

/** What was looked up of the patches that decisions name, until cuts or volumes change. */
interface Memo {
  readonly revision: number;
  volumes(content: string): readonly StoredVolume[];
  /** of a realm, by address */
  patches(realm: string): Map<string, RealmPatch | null>;
}

const memos = new WeakMap<Session, Memo>();

function memoOf(session: Session): Memo {
  const revision = session.catalog.revision();
  const known = memos.get(session);
  if (known?.revision === revision) return known;
  const memo: Memo = {
    revision,
    volumes: remembering((content) => session.catalog.volumes.ofContent(content)),
    patches: remembering(() => new Map()),
  };
  memos.set(session, memo);
  return memo;
}

function remembering<T>(look: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const value = known.get(name) ?? look(name);
    known.set(name, value);
    return value;
  };
}

/** Realms of the current cut that hold a volume of one of these contents. */
export function realmsOfContents(
  session: Session,
  contents: ReadonlySet<string>,
): readonly Realm[] {
  const { volumes } = memoOf(session);
  const found = [...contents].flatMap((content) => volumes(content));
  const realms = new Set(realmsOfScopes(session).values());
  return [...realms].filter((realm) => found.some(realm.has));
}
