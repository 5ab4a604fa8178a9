import { z } from 'zod';
import { started } from '../../../../shared/answer.ts';
import { difference } from '../../../../shared/difference.ts';
import { outcome } from '../../../../shared/failure.ts';
import { ask, id, path, t } from '../procedures.ts';

/** Data sets read back: made into projects, compared. No project needs to be open. */
export const datasetRouter = t.router({
  /** Makes a project from a data set, without its volumes; open it when the job is done. */
  import: ask
    .input(z.object({ dataset: path, project: path }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startImport(input.dataset, input.project)),
  /** Compares two data sets or projects. */
  compare: ask
    .input(
      z.object({
        a: path,
        b: path,
        set: z.enum(['dedup', 'curated']).nullable().default(null),
        pixels: z.boolean().default(true),
        csv: path.nullable().default(null),
      }),
    )
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startDifference(input)),
  /** What a comparison found, by its job. */
  difference: ask
    .input(z.object({ job: id }))
    .output(outcome(difference))
    .query(({ ctx, input }) => ctx.bench.difference(input.job)),
});
