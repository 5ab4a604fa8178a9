import { z } from 'zod';
import { agreementReport, mergePlan } from '../../../../shared/agreement.ts';
import { changed } from '../../../../shared/answer.ts';
import { outcome } from '../../../../shared/failure.ts';
import { ask, path, t } from '../procedures.ts';

/** How far people agree, and labels of another project. */
export const agreementRouter = t.router({
  report: ask.output(outcome(agreementReport)).query(({ ctx }) => ctx.bench.agreement()),
  /** What merging would do; changes nothing, here or there. */
  planMerge: ask
    .input(z.object({ folder: path }))
    .output(outcome(mergePlan))
    .query(({ ctx, input }) => ctx.bench.planMerge(input.folder)),
  merge: ask
    .input(z.object({ folder: path, fingerprint: z.string().max(64) }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.mergeLabels(input.folder, input.fingerprint)),
});
