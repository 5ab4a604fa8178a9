import { useEffect, useState } from 'react';
import { explain } from '../../shared/failure.ts';
import { messageOf } from '../session/message-of.ts';
import { useStore } from '../session/store.ts';
import { readMembers } from './group-requests.ts';
import { createMemberSet, type GroupHead, type MemberSet } from './member-set.ts';

export interface OpenMembers {
  readonly set: MemberSet;
  /** null while the group is on its way */
  readonly head: GroupHead | null;
  readonly problem: string | null;
  readonly again: () => void;
}

/** The members of a group, asked for anew with another `revision`; null is no group. */
export function useMembers(ordinal: number | null, revision: string): OpenMembers {
  const [set] = useState(() => createMemberSet(readMembers));
  const [turn, setTurn] = useState(0);
  const [lost, setLost] = useState<string | null>(null);
  const { of, head, failure } = useStore(set.store, (state) => state);
  // The revision says when to ask again, not what is asked.
  useEffect(() => {
    setLost(null);
    if (ordinal === null) return;
    set.open(ordinal).catch((error: unknown) => setLost(messageOf(error)));
  }, [set, ordinal, revision, turn]);
  const isNow = ordinal !== null && of === ordinal;
  return {
    set,
    head: isNow ? head : null,
    problem: isNow && failure ? explain(failure) : lost,
    again: () => setTurn((before) => before + 1),
  };
}
