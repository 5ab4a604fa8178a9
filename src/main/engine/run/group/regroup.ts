import type {
  ChooseRequest,
  MergeRequest,
  NamedMember,
  RawAddress,
  RegroupReceipt,
  SplitRequest,
} from '../../../../shared/duplicates.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { PatchAddress } from '../../catalog/addresses.ts';
import type { StandingExemplar } from '../../catalog/exemplar-rows.ts';
import type { GroupDecision } from '../../catalog/group-decisions.ts';
import { patchNames } from '../project/patch-names.ts';
import { planeCode, planeOf } from '../project/plane-codes.ts';
import type { Session } from '../project/session.ts';
import { settlingIf, store } from './group-decisions.ts';
import { patchAt, type Realm, type RealmPatch, realmsOfScopes } from './group-realm.ts';
import { groupOfPatch, liveExemplar, type StandingGroup } from './live-groups.ts';
import { asItIs } from './realm-overlay.ts';

/** A patch that was found, and the group that it is in now. */
interface Found {
  readonly realm: Realm;
  readonly patch: RealmPatch;
  readonly group: StandingGroup;
  readonly name: string;
}

/** Makes a patch the exemplar of its group; durable when it returns. */
export function chooseExemplar(
  session: Session,
  { member, key }: ChooseRequest,
): Outcome<RegroupReceipt> {
  const found = findPatch(session, member);
  if (!found.ok) return found;
  const again = toldAgain(session, key, () => found.value.group.ordinal);
  if (again) return succeed(again);
  const { patch, group, name } = found.value;
  if (group.key === patch.key) return fail({ kind: 'exemplar-already', name });
  const address = addressOf(session, patch);
  const summary = `Chose ${name} as exemplar of ${patches(group.members)}`;
  return record(session, [{ kind: 'choose', address, other: null }], summary, key, () => {
    const now = findPatch(session, member);
    return now.ok ? now.value.group.ordinal : group.ordinal;
  });
}

/** Takes patches out of their groups, each to be an exemplar by itself; durable when it returns. */
export function splitMembers(
  session: Session,
  { members, key }: SplitRequest,
): Outcome<RegroupReceipt> {
  const found = new Map<string, Found>();
  for (const member of members) {
    const one = findPatch(session, member);
    if (!one.ok) return one;
    found.set(one.value.patch.key, one.value);
  }
  const all = [...found.values()];
  const first = all[0]?.group.ordinal ?? 0;
  const again = toldAgain(session, key, () => first);
  if (again) return succeed(again);
  const exemplar = all.find(({ patch, group }) => group.key === patch.key);
  if (exemplar) return fail({ kind: 'exemplar-not-split', name: exemplar.name });
  const decisions = all.map(({ patch }): GroupDecision => {
    return { kind: 'split', address: addressOf(session, patch), other: null };
  });
  const what = all.length === 1 ? (all[0]?.name ?? '') : patches(all.length);
  const groups = new Set(all.map(({ group }) => group.ordinal)).size;
  const summary = `Split ${what} out of ${groups === 1 ? 'a group' : `${groups} groups`}`;
  return record(session, decisions, summary, key, () => first);
}

/** Joins whole groups to that of another exemplar, which stays; durable when it returns. */
export function mergeGroups(
  session: Session,
  { into, from, key }: MergeRequest,
): Outcome<RegroupReceipt> {
  const again = toldAgain(session, key, () => liveExemplar(session, into) ?? into);
  if (again) return succeed(again);
  const target = findExemplar(session, into);
  if (!target.ok) return target;
  const decisions: GroupDecision[] = [];
  const other = addressOfRow(session, target.value.row);
  for (const ordinal of new Set(from)) {
    if (ordinal === into) continue;
    const each = findExemplar(session, ordinal);
    if (!each.ok) return each;
    if (each.value.realm !== target.value.realm) {
      return fail({ kind: 'groups-apart', one: each.value.name, other: target.value.name });
    }
    decisions.push({ kind: 'merge', address: addressOfRow(session, each.value.row), other });
  }
  const { name } = target.value;
  if (decisions.length === 0) return fail({ kind: 'groups-joined', name });
  const groups = decisions.length === 1 ? 'a group' : `${decisions.length} groups`;
  return record(session, decisions, `Joined ${groups} to that of ${name}`, key, () => into);
}

/** Finds a raw patch by its stable name, such as a table prints it. */
export function memberNamed(session: Session, name: string): Outcome<NamedMember> {
  const address = patchNames(session).addressOf(name);
  const volume = address && session.catalog.volumes.byContent(address.contentId);
  if (!address || !volume) return fail({ kind: 'patch-not-cut', name });
  const { plane, position, y0, y1, x0, x1 } = address;
  const raw = {
    volume: volume.id,
    plane: planeOf(plane),
    index: position,
    box: { y0, y1, x0, x1 },
  };
  const found = findPatch(session, raw);
  if (!found.ok) return found;
  return succeed({ address: raw, name: found.value.name, exemplar: found.value.group.ordinal });
}

/** A request that was recorded already changes nothing more. */
function toldAgain(
  { catalog }: Session,
  key: string | null,
  show: () => number,
): RegroupReceipt | null {
  const known = key === null ? null : catalog.actions.ofRequest(key);
  if (!known) return null;
  const now = show();
  return { action: known.id, summary: `${known.summary}.`, show: now, ordinals: [now] };
}

/** Decisions, exemplars and the action, all in one durable commit. */
function record(
  session: Session,
  decisions: readonly GroupDecision[],
  summary: string,
  key: string | null,
  show: () => number,
): Outcome<RegroupReceipt> {
  const { actions, groupDecisions, commit } = session.catalog;
  const contents = new Set(
    decisions.flatMap(({ address, other }) => [
      address.contentId,
      other?.contentId ?? address.contentId,
    ]),
  );
  const settling = settlingIf(session, contents, { ...asItIs, added: decisions });
  const { action, settled } = commit(() => {
    const id = actions.add(session.annotator(), Date.now(), 'regroup', summary);
    if (key !== null) actions.nameRequest(id, key);
    for (const decision of decisions) groupDecisions.add(id, decision);
    return { action: id, settled: store(session, settling) };
  });
  session.regroupColumns(settled);
  const ordinals = [...settled.standings, ...settled.added].map(({ ordinal }) => ordinal);
  return succeed({ action, summary: `${summary}.`, show: show(), ordinals });
}

function findPatch(session: Session, member: RawAddress): Outcome<Found> {
  const volume = session.catalog.volumes.byId(member.volume);
  const { index: position, box } = member;
  const place = { volume: member.volume, plane: planeCode(member.plane), position, ...box };
  for (const realm of new Set(volume ? realmsOfScopes(session).values() : [])) {
    if (!volume || !realm.has(volume)) continue;
    const patch = patchAt(session, realm, volume, place);
    if (!patch) continue;
    const group = groupOfPatch(session, realm, patch);
    return succeed({ realm, patch, group, name: nameOf(session, place) });
  }
  return fail({ kind: 'patch-not-cut', name: volume ? nameOf(session, place) : 'That' });
}

function findExemplar(
  session: Session,
  ordinal: number,
): Outcome<{ row: StandingExemplar; realm: Realm; name: string }> {
  const row = session.catalog.exemplars.standing(ordinal);
  const realm = row && realmsOfScopes(session).get(row.scope);
  if (!row || row.retired || !realm) return fail({ kind: 'patch-unknown', ordinal });
  return succeed({ row, realm, name: nameOf(session, row) });
}

function nameOf(session: Session, place: RealmPatch['place']): string {
  const { volume, plane, position, y0, y1, x0, x1 } = place;
  return patchNames(session).stableName(volume, plane, position, { y0, y1, x0, x1 });
}

const addressOf = (session: Session, { place }: RealmPatch): PatchAddress =>
  addressOfRow(session, place);

function addressOfRow({ catalog }: Session, place: RealmPatch['place']): PatchAddress {
  const { volume, plane, position, y0, y1, x0, x1 } = place;
  const contentId = catalog.volumes.byId(volume)?.contentId ?? '';
  return { contentId, plane, position, y0, y1, x0, x1 };
}

const patches = (count: number): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? 'patch' : 'patches'}`;
