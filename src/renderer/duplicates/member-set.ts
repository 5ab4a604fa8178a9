import type { GroupMember, GroupPage, RawAddress } from '../../shared/duplicates.ts';
import type { Failure, Outcome } from '../../shared/failure.ts';
import { createStore } from '../session/store.ts';
import { spanOfDistance } from './distance-spans.ts';

/** Where members come from; replaced in tests. */
export type MemberReader = (
  ordinal: number,
  from: number,
  count: number,
) => Promise<Outcome<GroupPage>>;

/** A group without its members. */
export type GroupHead = Omit<GroupPage, 'members'>;

export type MemberSet = ReturnType<typeof createMemberSet>;

const pageSize = 200;
/** 16,000 members: more than any screen shows. */
const pagesKept = 80;
/** A member is looked for among so many of its distance, and no more. */
const mostLooked = 10_000;

const notOpened = {
  /** exemplar of the group that is shown */
  of: null as number | null,
  head: null as GroupHead | null,
  failure: null as Failure | null,
  version: 0,
};

/** The members of one group, nearest first, and the pages of them that were looked at lately. */
export function createMemberSet(read: MemberReader) {
  const store = createStore(notOpened);
  const pages = new Map<number, readonly GroupMember[]>();
  const asked = new Map<number, Promise<void>>();
  let opening = 0;
  let opened = 0;
  let shown = { from: 0, to: 0 };
  const changed = () => store.set({ version: store.get().version + 1 });

  /** Shows another group, or the same anew: what is shown stays until the answer is there. */
  async function open(ordinal: number): Promise<void> {
    const turn = ++opening;
    if (store.get().of !== ordinal) shown = { from: 0, to: 0 };
    const outcome = await read(ordinal, 0, pageSize);
    if (turn !== opening) return;
    opened = turn;
    pages.clear();
    asked.clear();
    if (outcome.ok) {
      const { members, ...head } = outcome.value;
      pages.set(0, members);
      store.set({ of: ordinal, head, failure: null });
    } else store.set({ of: ordinal, head: null, failure: outcome.failure });
    changed();
    show(shown.from, shown.to);
  }

  function fetchPage(page: number): Promise<void> {
    const under = asked.get(page);
    if (under !== undefined) return under;
    const { of, head } = store.get();
    if (of === null || page * pageSize >= (head?.total ?? 0)) return Promise.resolve();
    const mine = opened;
    const work = read(of, page * pageSize, pageSize)
      .then((outcome) => {
        if (mine !== opened || !outcome.ok) return;
        pages.set(page, outcome.value.members);
        forgetOldest(pages);
        changed();
      })
      .finally(() => {
        if (mine === opened) asked.delete(page);
      });
    asked.set(page, work);
    return work;
  }

  const memberAt = (at: number): GroupMember | null =>
    pages.get(Math.floor(at / pageSize))?.[at % pageSize] ?? null;

  /** Fetches what is missing of from..to; a lost page is asked for on the next scroll. */
  function show(from: number, to: number): void {
    shown = { from, to };
    const last = Math.floor(Math.max(from, to - 1) / pageSize);
    for (let page = Math.floor(from / pageSize); page <= last; page++) {
      const kept = pages.get(page);
      if (!kept) void fetchPage(page).catch(() => undefined);
      else {
        pages.delete(page);
        pages.set(page, kept);
      }
    }
  }

  /** The members at these places, fetching pages that are not here; places past the end are left out. */
  async function membersAt(places: readonly number[]): Promise<GroupMember[]> {
    const members: GroupMember[] = [];
    for (const at of places) {
      if (!memberAt(at)) await fetchPage(Math.floor(at / pageSize));
      const member = memberAt(at);
      if (member) members.push(member);
    }
    return members;
  }

  const placeOf = (address: RawAddress, distance: number) =>
    placeAmong(spanOfDistance(store.get().head?.distances ?? [], distance), address, membersAt);
  return { store, open, show, memberAt, membersAt, placeOf };
}

/** Where a patch stands among the members; -1 where it is not, or too many are as far from the exemplar. */
async function placeAmong(
  { from, to }: { readonly from: number; readonly to: number },
  address: RawAddress,
  membersAt: (places: readonly number[]) => Promise<GroupMember[]>,
): Promise<number> {
  for (let at = from; at < Math.min(to, from + mostLooked); at++) {
    const [member] = await membersAt([at]);
    if (!member) return -1;
    if (isSamePatch(member.address, address)) return at;
  }
  return -1;
}

/** Whether two addresses are of one patch. */
export function isSamePatch(a: RawAddress, b: RawAddress): boolean {
  return keyOfPatch(a) === keyOfPatch(b);
}

/** A patch as text. */
export function keyOfPatch({ volume, plane, index, box }: RawAddress): string {
  return `${volume} ${plane} ${index} ${box.y0} ${box.x0} ${box.y1} ${box.x1}`;
}

/** A map keeps the order of insertion: the first pages are those not looked at for longest. */
function forgetOldest(pages: Map<number, unknown>): void {
  for (const page of pages.keys()) {
    if (pages.size <= pagesKept) return;
    pages.delete(page);
  }
}
