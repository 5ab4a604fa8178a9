import { z } from 'zod';
import {
  chooseRequest,
  groupPage,
  groupPlaces,
  mergeRequest,
  namedMember,
  regroupReceipt,
  splitRequest,
  standingDecision,
} from '../../../../shared/duplicates.ts';
import { outcome } from '../../../../shared/failure.ts';
import { ask, id, t } from '../procedures.ts';

/** Groups of near-duplicates: what is in them, and decisions on them. */
export const groupsRouter = t.router({
  /** Members of an exemplar's group, nearest first; of a former exemplar, the group that it is in now. */
  members: ask
    .input(z.object({ ordinal: id, from: z.int().min(0), count: z.int().min(0).max(1000) }))
    .output(outcome(groupPage))
    .query(({ ctx, input }) => ctx.bench.groupMembers(input.ordinal, input.from, input.count)),
  /** Where the patches of a group lie. */
  places: ask
    .input(z.object({ ordinal: id, most: z.int().min(1).max(20_000) }))
    .output(outcome(groupPlaces))
    .query(({ ctx, input }) => ctx.bench.groupPlaces(input.ordinal, input.most)),
  /** A raw patch by its name, and the exemplar of its group. */
  named: ask
    .input(z.object({ name: z.string().min(1).max(1200) }))
    .output(outcome(namedMember))
    .query(({ ctx, input }) => ctx.bench.memberNamed(input.name)),
  /** Decisions that were not taken back, in the order made, and whether each holds in this cut. */
  decisions: ask
    .output(outcome(z.array(standingDecision)))
    .query(({ ctx }) => ctx.bench.groupDecisions()),
  choose: ask
    .input(chooseRequest)
    .output(outcome(regroupReceipt))
    .mutation(({ ctx, input }) => ctx.bench.chooseExemplar(input)),
  split: ask
    .input(splitRequest)
    .output(outcome(regroupReceipt))
    .mutation(({ ctx, input }) => ctx.bench.splitMembers(input)),
  merge: ask
    .input(mergeRequest)
    .output(outcome(regroupReceipt))
    .mutation(({ ctx, input }) => ctx.bench.mergeGroups(input)),
});
