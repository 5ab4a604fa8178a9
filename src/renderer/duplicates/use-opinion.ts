import { useEffect, useState } from 'react';
import type { GroupMember } from '../../shared/duplicates.ts';
import { explain } from '../../shared/failure.ts';
import { mostOpinions, type Opinion } from '../../shared/opinion.ts';
import type { SampledPair } from '../../shared/pair.ts';
import { engine } from '../bridge.ts';
import { messageOf } from '../session/message-of.ts';
import { useStore } from '../session/store.ts';
import type { Desk } from './group-actions.ts';
import { readMembers } from './group-requests.ts';
import { keyOfPatch } from './member-set.ts';
import { opinionChoice } from './opinion-choice.ts';
import { keyOfPair } from './pair-walk.ts';

/** A member with what the encoder says of it. */
export interface JudgedMember {
  readonly member: GroupMember;
  readonly opinion: Opinion;
}

export interface GroupOpinion {
  /** group, revision and encoder that it is of */
  readonly of: string;
  /** its name */
  readonly encoder: string;
  /** of the nearest members, and of the one in focus */
  readonly byPatch: ReadonlyMap<string, Opinion | null>;
  /** the least alike first */
  readonly judged: readonly JudgedMember[];
}

/** The second opinion on the group that is looked at: on its nearest 64 members at most, and the one in focus. */
export function useGroupOpinion({ head, members }: Desk, revision: string) {
  const { isOn, encoder } = useStore(opinionChoice, (state) => state);
  const [found, setFound] = useState<GroupOpinion | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const of = `${head.ordinal} ${revision} ${encoder}`;
  const { member } = members;
  const focus = member ? keyOfPatch(member.address) : '';
  const isKnown = found?.of === of && (focus === '' || found.byPatch.has(focus));
  // The key stands for group, revision, encoder and member.
  useEffect(() => {
    if (!isOn || isKnown) return;
    let isStale = false;
    setProblem(null);
    askFor(encoder, head.ordinal, member)
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
  encoder: string,
  ordinal: number,
  focused: GroupMember | null,
): Promise<Omit<GroupOpinion, 'of'> | string> {
  const page = await readMembers(ordinal, 0, mostOpinions - 1);
  if (!page.ok) return explain(page.failure);
  const all = new Map(page.value.members.map((each) => [keyOfPatch(each.address), each]));
  if (focused) all.set(keyOfPatch(focused.address), focused);
  const list = [...all.values()].slice(0, mostOpinions);
  const asked = { ordinal: page.value.ordinal, members: list.map(({ address }) => address) };
  const given = await engine.opinion.ofGroup.query({ encoder, ...asked });
  if (!given.ok) return explain(given.failure);
  const { opinions } = given.value;
  const judged = list.flatMap((each, i) => {
    const opinion = opinions[i];
    return opinion ? [{ member: each, opinion }] : [];
  });
  judged.sort((a, b) => a.opinion.closerThan - b.opinion.closerThan);
  const byPatch = new Map(list.map((each, i) => [keyOfPatch(each.address), opinions[i] ?? null]));
  return { encoder: given.value.encoder, byPatch, judged };
}

/** What was said of a pair. */
export interface PairOpinionFound {
  readonly of: string;
  /** name of the encoder */
  readonly encoder: string;
  /** null where it cannot be measured */
  readonly own: Opinion | null;
}

/** The second opinion on a pair, asked for while it is wanted; null asks for none. */
export function usePairOpinion(pair: SampledPair | null) {
  const { isOn, encoder } = useStore(opinionChoice, (state) => state);
  const [found, setFound] = useState<PairOpinionFound | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const of = isOn && pair ? keyOfPair(pair) : null;
  // The key stands for the pair.
  useEffect(() => {
    setFound(null);
    setProblem(null);
    if (of === null || !pair) return;
    let isStale = false;
    const pairs = [{ a: pair.b.address, b: pair.a.address }];
    engine.opinion.ofPairs
      .query({ encoder, pairs })
      .then((given) => {
        if (isStale) return;
        if (!given.ok) setProblem(explain(given.failure));
        else setFound({ of, encoder: given.value.encoder, own: given.value.opinions[0] ?? null });
      })
      .catch((error: unknown) => !isStale && setProblem(messageOf(error)));
    return () => {
      isStale = true;
    };
  }, [of, encoder]);
  return { isOn, found, problem };
}
