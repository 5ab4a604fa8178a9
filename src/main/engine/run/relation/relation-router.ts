import { z } from 'zod';
import { changed, started } from '../../../../shared/answer.ts';
import { outcome } from '../../../../shared/failure.ts';
import {
  relationMatrix,
  relationPairs,
  relationQuery,
  relationReport,
  relationVerdict,
} from '../../../../shared/relation.ts';
import { ask, id, t } from '../procedures.ts';

const sources = z.object({ a: id, b: id });

/** Sources that show the same: found, shown, judged; nothing is de-duplicated across sources. */
export const relationRouter = t.router({
  list: ask
    .input(relationQuery)
    .output(outcome(relationReport))
    .query(({ ctx, input }) => ctx.bench.relations(input)),
  matrix: ask.output(outcome(relationMatrix)).query(({ ctx }) => ctx.bench.relationMatrix()),
  /** Near-duplicates of two sources to look at. */
  pairs: ask
    .input(
      sources.extend({
        from: z.int().min(0).default(0),
        count: z.int().min(1).max(50).default(50),
      }),
    )
    .output(outcome(relationPairs))
    .query(({ ctx, input: { from, count, ...both } }) =>
      ctx.bench.relationPairs(both, from, count),
    ),
  /** Compares all sources of the current cut. */
  start: ask.output(started).mutation(({ ctx }) => ctx.bench.startRelating()),
  /** A person's verdict; undoable. */
  judge: ask
    .input(sources.extend({ value: relationVerdict }))
    .output(changed)
    .mutation(({ ctx, input: { value, ...both } }) => ctx.bench.judgeRelation(both, value)),
});
