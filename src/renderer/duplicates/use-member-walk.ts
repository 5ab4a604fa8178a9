import { useEffect, useRef } from 'react';
import { useSelection } from '../patch-work/use-selection.ts';
import type { HeldMember } from './group-place.ts';
import type { OpenMembers } from './use-members.ts';

export type MemberWalk = ReturnType<typeof useMemberWalk>;

/**
 * The member in focus and those selected. Another group begins with its nearest; the same group asked for
 * anew keeps the member in focus, wherever it stands now.
 *
 * @param first the member to begin with
 */
export function useMemberWalk(
  members: OpenMembers,
  ordinal: number | null,
  first: HeldMember | null,
) {
  const { set, head } = members;
  const walk = useSelection(Math.max(0, (head?.total ?? 1) - 1), String(ordinal));
  const held = useRef<HeldMember | null>(first);
  const isAwaited = useRef(first !== null);
  const go = useRef(walk.goTo);
  go.current = walk.goTo;
  const member = head ? set.memberAt(walk.focus) : null;

  const shownOf = useRef(ordinal);
  useEffect(() => {
    if (shownOf.current === ordinal) return;
    const before = shownOf.current;
    shownOf.current = ordinal;
    if (before !== null && !isAwaited.current) held.current = null;
  }, [ordinal]);
  useEffect(() => {
    const wanted = held.current;
    if (!head || !wanted) return;
    let isStale = false;
    void set.placeOf(wanted.address, wanted.distance).then((at) => {
      if (isStale) return;
      isAwaited.current = false;
      if (at >= 0) go.current(at);
    });
    return () => {
      isStale = true;
    };
  }, [head, set]);
  useEffect(() => {
    if (member && !isAwaited.current) {
      held.current = { address: member.address, distance: member.distance };
    }
  }, [member]);
  return {
    ...walk,
    member,
    /** Brings this member into focus once the group that it is in is there. */
    await(next: HeldMember | null) {
      held.current = next;
      isAwaited.current = next !== null;
    },
    /** Brings a member of the group that is shown into focus. */
    async goToMember({ address, distance }: HeldMember) {
      const at = await set.placeOf(address, distance);
      if (at >= 0) go.current(at);
    },
  };
}
