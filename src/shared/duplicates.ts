import { z } from 'zod';
import { requestKey } from './decision.ts';
import { box, plane } from './patch.ts';

/** Where a raw patch is. */
export const rawAddress = z.object({ volume: z.int(), plane, index: z.int(), box });
export type RawAddress = z.infer<typeof rawAddress>;

/** How a patch came into its group, or out of one, by a person's decision. */
export const regrouping = z.enum(['chosen', 'split', 'merged']);

/** A raw patch that an exemplar stands for. */
export const groupMember = z.object({
  address: rawAddress,
  /** stable name: source/paper-name */
  name: z.string(),
  volumeName: z.string(),
  /** Hamming distance of its hash to the exemplar's */
  distance: z.int(),
  /** a person's decision that it is here; null where de-duplication put it */
  by: regrouping.nullable(),
});
export type GroupMember = z.infer<typeof groupMember>;

/** Some members of a group, nearest first, the exemplar itself left out. */
export const groupPage = z.object({
  ordinal: z.int(),
  exemplar: groupMember,
  /** members, the exemplar left out */
  total: z.int(),
  /** members at each Hamming distance from 0 on, the exemplar left out */
  distances: z.array(z.int()),
  members: z.array(groupMember),
});
export type GroupPage = z.infer<typeof groupPage>;

/** Where a group's patches lie, for a drawing: one entry a patch, the exemplar first, at most so many as asked. */
export const groupPlaces = z.object({
  total: z.int(),
  places: z.array(z.object({ address: rawAddress, distance: z.int() })),
  /** shape of each volume that has one, in voxels */
  volumes: z.array(
    z.object({
      volume: z.int(),
      name: z.string(),
      shape: z.object({ z: z.int(), y: z.int(), x: z.int() }),
    }),
  ),
});
export type GroupPlaces = z.infer<typeof groupPlaces>;

/** Groups, or members of one, told at a time. */
export const mostTold = z.int().min(1).max(1000);

/** A raw patch by its name, and the exemplar of the group that it is in. */
export const namedMember = z.object({ address: rawAddress, name: z.string(), exemplar: z.int() });
export type NamedMember = z.infer<typeof namedMember>;

/** Makes a member the exemplar of the group that it is in. */
export const chooseRequest = z.object({
  member: rawAddress,
  key: requestKey.nullable().default(null),
});
export type ChooseRequest = z.output<typeof chooseRequest>;

/** Takes members out of their groups, each to be an exemplar that stands for itself alone. */
export const splitRequest = z.object({
  members: z.array(rawAddress).min(1).max(1000),
  key: requestKey.nullable().default(null),
});
export type SplitRequest = z.output<typeof splitRequest>;

/** Joins whole groups, named by their exemplars, to another, whose exemplar stays. */
export const mergeRequest = z.object({
  into: z.int().min(0),
  from: z.array(z.int().min(0)).min(1).max(1000),
  key: requestKey.nullable().default(null),
});
export type MergeRequest = z.output<typeof mergeRequest>;

/** What a decision on groups did. */
export const regroupReceipt = z.object({
  action: z.int(),
  summary: z.string(),
  /** exemplar of the group to show now */
  show: z.int(),
  /** exemplars that came, went, or stand for more or fewer patches now */
  ordinals: z.array(z.int()),
});
export type RegroupReceipt = z.infer<typeof regroupReceipt>;

/** Why a standing decision changes nothing in the cut that is shown. */
export const idleReason = z.enum(['not-cut', 'apart', 'already']);
export type IdleReason = z.infer<typeof idleReason>;

/** A decision on groups that was not taken back. */
export const standingDecision = z.object({
  action: z.int(),
  at: z.number(),
  annotator: z.string(),
  kind: z.enum(['choose', 'split', 'merge']),
  /** stable name of the patch it is on */
  patch: z.string(),
  /** of a patch of the group joined to; null but for `merge` */
  other: z.string().nullable(),
  /** null where it holds */
  idle: idleReason.nullable(),
});
export type StandingGroupDecision = z.infer<typeof standingDecision>;

/** What a person says of two patches side by side. */
export const pairValue = z.enum(['same', 'different', 'unsure', 'none']);
export type PairValue = z.infer<typeof pairValue>;
