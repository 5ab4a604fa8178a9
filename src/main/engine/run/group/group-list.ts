import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { Session } from '../project/session.ts';
import type { Realm } from './group-realm.ts';
import type { StandingGroup } from './live-groups.ts';
import { type PartMembers, partMembers } from './part-members.ts';

/** The members of a group, its exemplar left out, nearest first and then by place: 10 bytes each. */
export interface GroupList {
  readonly count: number;
  /** members at each Hamming distance from 0 on */
  readonly distances: readonly number[];
  readonly exemplar: PatchPlace;
  member(at: number): ListedPatch;
}

export interface ListedPatch {
  readonly place: PatchPlace;
  readonly distance: number;
  /** a person joined it to this group */
  readonly isMerged: boolean;
}

/** A group's members in memory, kept for the groups looked at last. */
const mostKept = 8;
const mostPatches = 1_000_000;
const kept = new WeakMap<Session, Map<string, Promise<GroupList>>>();

/** Lists a group: 200,000 members take 15 ms once their realm is indexed. */
export async function groupList(
  session: Session,
  realm: Realm,
  group: StandingGroup,
): Promise<GroupList> {
  const lists = kept.get(session) ?? new Map<string, Promise<GroupList>>();
  kept.set(session, lists);
  const name = `${realm.stamp} ${group.key} ${group.parts.map(({ name: part }) => part)}`;
  const asked = lists.get(name) ?? readGroup(session, realm, group);
  lists.delete(name);
  lists.set(name, asked);
  try {
    const list = await asked;
    await forgetOldest(lists);
    return list;
  } catch (error) {
    lists.delete(name);
    throw error;
  }
}

async function forgetOldest(lists: Map<string, Promise<GroupList>>): Promise<void> {
  let total = 0;
  for (const list of lists.values()) total += (await list).count;
  for (const [name, list] of lists) {
    if (lists.size <= 1 || (lists.size <= mostKept && total <= mostPatches)) return;
    lists.delete(name);
    total -= (await list).count;
  }
}

async function readGroup(session: Session, realm: Realm, group: StandingGroup): Promise<GroupList> {
  const row = session.catalog.exemplars.standing(group.ordinal);
  if (!row) throw new Error(`Exemplar ${group.ordinal} is gone.`);
  const parts: PartMembers[] = [];
  for (const part of group.parts) parts.push(await partMembers(session, realm, part, row));
  const { order, counts } = byDistance(parts);
  return {
    count: order.length,
    distances: counts,
    exemplar: row,
    member(at) {
      const { part, members, rest } = memberOf(parts, order[at] ?? 0);
      const [place, distance] = [members.place(rest), members.distance(rest)];
      return { place, distance, isMerged: part > 0 };
    },
  };
}

/** @param at counted over all parts, one after the other */
function memberOf(parts: readonly PartMembers[], at: number) {
  let rest = at;
  for (const [part, members] of parts.entries()) {
    if (rest < members.count) return { part, members, rest };
    rest -= members.count;
  }
  throw new Error(`There is no member ${at}.`);
}

/** A counting sort that keeps equals in the order of their parts and places. */
function byDistance(parts: readonly PartMembers[]) {
  const distances = new Uint16Array(parts.reduce((sum, { count }) => sum + count, 0));
  const counts: number[] = [];
  let to = 0;
  for (const members of parts) {
    for (let at = 0; at < members.count; at++) {
      const distance = members.distance(at);
      while (counts.length <= distance) counts.push(0);
      counts[distance] = (counts[distance] ?? 0) + 1;
      distances[to++] = distance;
    }
  }
  let sum = 0;
  const nexts = counts.map((members) => {
    sum += members;
    return sum - members;
  });
  const order = new Uint32Array(distances.length);
  for (let at = 0; at < distances.length; at++) {
    const distance = distances[at] ?? 0;
    const next = nexts[distance] ?? 0;
    order[next] = at;
    nexts[distance] = next + 1;
  }
  return { order, counts };
}
