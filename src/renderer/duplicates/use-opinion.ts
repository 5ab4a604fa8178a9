import { useEffect, useState } from 'react';
import type { GroupMember } from '../../shared/duplicates.ts';
import { explain } from '../../shared/failure.ts';
import { mostOpinions, type Opinion } from '../../shared/opinion.ts';
import { engine } from '../bridge.ts';
import { messageOf } from '../session/message-of.ts';
import { createStore, useStore } from '../session/store.ts';
import type { Desk } from './group-actions.ts';
import { readMembers } from './group-requests.ts';
import { keyOfPatch } from './member-set.ts';

/** Whether a second opinion is wanted: measuring it reads the members from their volumes. */
export const opinionWanted = createStore<{ readonly isOn: boolean }>({ isOn: false });

/** A member with what the texture says of it. */
export interface JudgedMember {
  readonly member: GroupMember;
  readonly opinion: Opinion;
}

export interface GroupOpinion {
  readonly of: string;
  readonly encoder: string;
  /** of the nearest members, and of the one in focus */
  readonly byPatch: ReadonlyMap<string, Opinion | null>;
  /** the least alike first */
  readonly judged: readonly JudgedMember[];
}

/** The second opinion on the group that is looked at: on its nearest 64 members at most, and the one in focus. */
export function useOpinion({ head, members }: Desk, revision: string) {
  const { isOn } = useStore(opinionWanted, (state) => state);
  const [found, setFound] = useState<GroupOpinion | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const of = `${head.ordinal} ${revision}`;
  const { member } = members;
  const focus = member ? keyOfPatch(member.address) : '';
  const isKnown = found?.of === of && (focus === '' || found.byPatch.has(focus));
  // The key stands for group, revision and member.
  useEffect(() => {
    if (!isOn || isKnown) return;
    let isStale = false;
    setProblem(null);
    askFor(head.ordinal, member)
      .then((answer) => {
        if (isStale) return;
        if (typeof answer === 'string') setProblem(answer);
        else setFound({ ...answer, of });
      })
      .catch((error: unknown) => !isStale && setProblem(messageOf(error)));
    return () => {
      isStale = true;
    };
  }, [isOn, isKnown, of, focus]);
  return { isOn, problem, opinion: isOn && found?.of === of ? found : null };
}

async function askFor(
  ordinal: number,
  focused: GroupMember | null,
): Promise<Omit<GroupOpinion, 'of'> | string> {
  const page = await readMembers(ordinal, 0, mostOpinions - 1);
  if (!page.ok) return explain(page.failure);
  const all = new Map(page.value.members.map((each) => [keyOfPatch(each.address), each]));
  if (focused) all.set(keyOfPatch(focused.address), focused);
  const list = [...all.values()].slice(0, mostOpinions);
  const asked = { ordinal: page.value.ordinal, members: list.map(({ address }) => address) };
  const given = await engine.opinion.ofGroup.query(asked);
  if (!given.ok) return explain(given.failure);
  const { encoder, opinions } = given.value;
  const judged = list.flatMap((each, i) => {
    const opinion = opinions[i];
    return opinion ? [{ member: each, opinion }] : [];
  });
  judged.sort((a, b) => a.opinion.closerThan - b.opinion.closerThan);
  const byPatch = new Map(list.map((each, i) => [keyOfPatch(each.address), opinions[i] ?? null]));
  return { encoder, byPatch, judged };
}
