import { expect, test } from 'vitest';
import { createMemberSet, type MemberReader } from '../../../src/renderer/duplicates/member-set.ts';
import type { GroupMember } from '../../../src/shared/duplicates.ts';
import { fail, succeed } from '../../../src/shared/failure.ts';

const memberOf = (group: number, at: number): GroupMember => ({
  address: { volume: group, plane: 'xy', index: at, box: { y0: 0, y1: 8, x0: 0, x1: 8 } },
  name: `group ${group}, member ${at}`,
  volumeName: 'volume',
  // Two distances: the second half is farther.
  distance: at < 500 ? 3 : 7,
  by: null,
});

/** Groups of a thousand members; counts what is asked. */
function reader() {
  const asked: string[] = [];
  const read: MemberReader = async (ordinal, from, count) => {
    asked.push(`${ordinal} ${from}`);
    if (ordinal === 404) return fail({ kind: 'patch-unknown', ordinal });
    const total = 1000;
    const size = Math.max(0, Math.min(count, total - from));
    return succeed({
      ordinal,
      exemplar: memberOf(ordinal, -1),
      total,
      distances: [0, 0, 0, 500, 0, 0, 0, 500],
      members: Array.from({ length: size }, (_, i) => memberOf(ordinal, from + i)),
    });
  };
  return { asked, read };
}

test('a group is opened with its first members, and asked for more as they come into view', async () => {
  const { asked, read } = reader();
  const set = createMemberSet(read);
  await set.open(5);
  expect(set.store.get().head).toMatchObject({ ordinal: 5, total: 1000 });
  expect([set.memberAt(0)?.name, set.memberAt(700)]).toEqual(['group 5, member 0', null]);
  set.show(690, 720);
  await set.membersAt([690, 720]);
  expect(set.memberAt(700)?.name).toBe('group 5, member 700');
  // The first page came with the group, and no page is asked for twice.
  expect(asked).toEqual(['5 0', '5 600']);
});

test('the group that was asked for last is the one shown', async () => {
  const { read } = reader();
  const waits: (() => void)[] = [];
  const set = createMemberSet(async (...ask) => {
    await new Promise<void>((resolve) => waits.push(resolve));
    return read(...ask);
  });
  const [first, second] = [set.open(1), set.open(2)];
  waits[1]?.();
  await second;
  waits[0]?.();
  await first;
  expect(set.store.get().of).toBe(2);
  expect(set.memberAt(0)?.name).toBe('group 2, member 0');
});

test('a patch is found among the members of its distance alone', async () => {
  const { asked, read } = reader();
  const set = createMemberSet(read);
  await set.open(1);
  expect(await set.placeOf(memberOf(1, 612).address, 7)).toBe(612);
  expect(asked).toEqual(['1 0', '1 400', '1 600']);
  expect(await set.placeOf(memberOf(1, 612).address, 3)).toBe(-1);
  expect(await set.placeOf(memberOf(1, 612).address, 5)).toBe(-1);
});

test('a group that is no more has no members, and says why', async () => {
  const { read } = reader();
  const set = createMemberSet(read);
  await set.open(1);
  await set.open(404);
  expect(set.store.get()).toMatchObject({
    of: 404,
    head: null,
    failure: { kind: 'patch-unknown' },
  });
  expect(set.memberAt(0)).toBeNull();
});
