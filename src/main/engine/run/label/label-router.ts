import { z } from 'zod';
import { changed } from '../../../../shared/answer.ts';
import {
  labelCounts,
  labelReceipt,
  labelRequest,
  pastDecision,
  place,
  reasonList,
  requestKey,
} from '../../../../shared/decision.ts';
import { outcome } from '../../../../shared/failure.ts';
import { labelGoal, labelProgress } from '../../../../shared/progress.ts';
import { ask, id, t } from '../procedures.ts';
import { labelFileProcedures } from './label-file-router.ts';

const keyed = z.object({ key: requestKey.nullable().default(null) }).default({ key: null });

/** Labels, by hand and by file. */
export const labelRouter = t.router({
  decide: ask
    .input(labelRequest)
    .output(outcome(labelReceipt))
    .mutation(({ ctx, input }) => ctx.bench.applyLabels(input)),
  /** Takes back the annotator's last action of any kind; redo brings it back. */
  undo: ask
    .input(keyed)
    .output(outcome(labelReceipt))
    .mutation(({ ctx, input }) => ctx.bench.undo(input.key)),
  redo: ask
    .input(keyed)
    .output(outcome(labelReceipt))
    .mutation(({ ctx, input }) => ctx.bench.redo(input.key)),
  counts: ask.output(outcome(labelCounts)).query(({ ctx }) => ctx.bench.labelCounts()),
  /** Every decision on a patch, oldest first. */
  history: ask
    .input(z.object({ ordinal: id }))
    .output(outcome(z.array(pastDecision)))
    .query(({ ctx, input }) => ctx.bench.labelHistory(input.ordinal)),
  /** Defect reasons of this project, in the order of the digits. */
  reasons: ask.output(outcome(reasonList)).query(({ ctx }) => ctx.bench.reasons()),
  setReasons: ask
    .input(z.object({ reasons: reasonList }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.setReasons(input.reasons)),
  /** Labels of each source and reason, against the goal. */
  progress: ask.output(outcome(labelProgress)).query(({ ctx }) => ctx.bench.labelProgress()),
  setGoal: ask
    .input(labelGoal)
    .output(outcome(labelGoal))
    .mutation(({ ctx, input }) => ctx.bench.setGoal(input)),
  /** Where the annotator was in a screen; null when never there. */
  place: ask
    .input(z.object({ screen: z.string().max(40) }))
    .output(outcome(place.nullable()))
    .query(({ ctx, input }) => ctx.bench.place(input.screen)),
  rememberPlace: ask
    .input(place)
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.rememberPlace(input)),
  ...labelFileProcedures,
});
