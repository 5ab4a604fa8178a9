import type { PatchPlace } from '../../catalog/exemplar-rows.ts';
import type { RecordedDuplicate } from '../../catalog/recorded-duplicates.ts';
import type { Session } from '../project/session.ts';
import { breath } from '../turn/breath.ts';
import { keptGroupIndex } from './group-index.ts';
import type { Realm } from './group-realm.ts';
import { hammingDistance } from './hamming-distance.ts';
import type { StandingGroup, StandingPart } from './live-groups.ts';

/** The members of a group, its exemplar left out, nearest first and then by place: 34 bytes each. */
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

const patchesAtOnce = 4096;

/** A group's members in memory, kept for the groups looked at last. */
const mostKept = 8;
const mostPatches = 1_000_000;
const kept = new WeakMap<Session, Map<string, Promise<GroupList>>>();

/** Lists a group: 200,000 members take 50 ms once their realm is indexed. */
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
  const found = new FoundMembers(group.members);
  for (const [i, part] of group.parts.entries()) {
    await visitPart(session, realm, part, (place, hash) => {
      const isLeftOut = group.isExemplar(place) || part.isWithout(place);
      if (!isLeftOut) found.add(place, hammingDistance(hash, row.hash), i > 0);
    });
  }
  return found.sorted(row);
}

type Visit = (place: PatchPlace, hash: Uint8Array) => void;

async function visitPart(
  session: Session,
  realm: Realm,
  { single, base }: StandingPart,
  visit: Visit,
): Promise<void> {
  if (single) return visit(single.place, single.hash);
  const row = session.catalog.exemplars.standing(base);
  if (!row) return;
  if (realm.recorded.get(row.volume) === row.scope) {
    visit(row, row.hash);
    return visitRecorded(session, realm, base, visit);
  }
  const index = await keptGroupIndex(session, realm);
  const placeOf = index.places();
  const members = index.membersOf(base);
  for (let at = 0; at < members.length; at++) {
    const patch = members[at] ?? 0;
    visit(placeOf(patch), index.hashOf(patch));
    if (at % patchesAtOnce === patchesAtOnce - 1) await breath();
  }
}

/** Those that a data set told of, of volumes that are still as it had them. */
async function visitRecorded(
  session: Session,
  realm: Realm,
  ordinal: number,
  visit: Visit,
): Promise<void> {
  let last: RecordedDuplicate | null = null;
  for (;;) {
    const page: readonly RecordedDuplicate[] = session.catalog.recordedDuplicates.ofExemplar(
      ordinal,
      last,
      patchesAtOnce,
    );
    for (const each of page) if (realm.recorded.has(each.volume)) visit(each, each.hash);
    last = page.at(-1) ?? null;
    if (page.length < patchesAtOnce) return;
    await breath();
  }
}

/** Gathers members as columns, so that a large group takes little memory. */
class FoundMembers {
  private count = 0;
  private words: Uint32Array;
  private small: Uint16Array;

  /** @param expected there may be more or fewer */
  constructor(expected: number) {
    this.words = new Uint32Array(Math.max(1, expected) * wordsEach);
    this.small = new Uint16Array(Math.max(1, expected) * smallEach);
  }

  add(place: PatchPlace, distance: number, isMerged: boolean): void {
    if ((this.count + 1) * wordsEach > this.words.length) this.grow();
    const { volume, position, y0, y1, x0, x1, plane } = place;
    this.words.set([volume, position, y0, y1, x0, x1], this.count * wordsEach);
    this.small.set([plane, distance, isMerged ? 1 : 0], this.count * smallEach);
    this.count++;
  }

  private grow(): void {
    const words = new Uint32Array(this.words.length * 2);
    const small = new Uint16Array(this.small.length * 2);
    words.set(this.words);
    small.set(this.small);
    this.words = words;
    this.small = small;
  }

  sorted(exemplar: PatchPlace): GroupList {
    const { count, words, small } = this;
    const { order, distances } = byDistance(count, (at) => small[at * smallEach + 1] ?? 0);
    return {
      count,
      distances,
      exemplar,
      member(at) {
        const from = order[at] ?? 0;
        const [volume = 0, position = 0, y0 = 0, y1 = 0, x0 = 0, x1 = 0] = words.subarray(
          from * wordsEach,
          (from + 1) * wordsEach,
        );
        const [plane = 0, distance = 0, merged = 0] = small.subarray(
          from * smallEach,
          (from + 1) * smallEach,
        );
        const place = { volume, plane, position, y0, y1, x0, x1 };
        return { place, distance, isMerged: merged === 1 };
      },
    };
  }
}

const wordsEach = 6;
const smallEach = 3;

/** A counting sort that keeps equals in the order in which they were found, which is that of their places. */
function byDistance(count: number, distanceOf: (at: number) => number) {
  const distances: number[] = [];
  for (let at = 0; at < count; at++) {
    const distance = distanceOf(at);
    while (distances.length <= distance) distances.push(0);
    distances[distance] = (distances[distance] ?? 0) + 1;
  }
  let sum = 0;
  const nexts = distances.map((members) => {
    sum += members;
    return sum - members;
  });
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const distance = distanceOf(at);
    const to = nexts[distance] ?? 0;
    order[to] = at;
    nexts[distance] = to + 1;
  }
  return { order, distances };
}
