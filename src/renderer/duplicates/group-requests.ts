import type {
  GroupPage,
  GroupPlaces,
  RawAddress,
  RegroupReceipt,
} from '../../shared/duplicates.ts';
import type { Outcome } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';

/** Some members of a group, nearest first. */
export const readMembers = (
  ordinal: number,
  from: number,
  count: number,
): Promise<Outcome<GroupPage>> => engine.groups.members.query({ ordinal, from, count });

/** Where the patches of a group lie, at most so many. */
export const readPlaces = (ordinal: number, most: number): Promise<Outcome<GroupPlaces>> =>
  engine.groups.places.query({ ordinal, most });

/** The exemplar of the group that a former exemplar is in now; null where there is none. */
export async function groupNowOf(ordinal: number): Promise<number | null> {
  const found = await readMembers(ordinal, 0, 0).catch(() => null);
  return found?.ok ? found.value.ordinal : null;
}

type Receipt = Promise<Outcome<RegroupReceipt>>;

/** Makes a member the exemplar of its group. */
export const choose = (member: RawAddress, key: string): Receipt =>
  engine.groups.choose.mutate({ member, key });

/** Takes members out of their group, each to stand for itself. */
export const split = (members: readonly RawAddress[], key: string): Receipt =>
  engine.groups.split.mutate({ members: [...members], key });

/** Joins groups to another one, whose exemplar stays. */
export const merge = (into: number, from: readonly number[], key: string): Receipt =>
  engine.groups.merge.mutate({ into, from: [...from], key });
