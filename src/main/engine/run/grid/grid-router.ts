import { z } from 'zod';
import { nearDuplicate } from '../../../../shared/context.ts';
import { outcome } from '../../../../shared/failure.ts';
import { gridPage, gridQuery, gridView } from '../../../../shared/grid.ts';
import { ask, id, t } from '../procedures.ts';

/** Views of exemplars, paged. */
export const gridRouter = t.router({
  open: ask
    .input(gridQuery)
    .output(outcome(gridView))
    .query(({ ctx, input }) => ctx.bench.openView(input)),
  /** Places of exemplars in a view; -1 for those it does not show. */
  find: ask
    .input(z.object({ view: id, ordinals: z.array(id).max(10_000) }))
    .output(outcome(z.array(z.int())))
    .query(({ ctx, input }) => ctx.bench.findInView(input.view, input.ordinals)),
  /** Raw patches that an exemplar stands for, nearest first. */
  nearDuplicates: ask
    .input(z.object({ ordinal: id, most: z.int().min(1).max(1000).default(12) }))
    .output(outcome(z.array(nearDuplicate)))
    .query(({ ctx, input }) => ctx.bench.nearDuplicates(input.ordinal, input.most)),
  page: ask
    .input(z.object({ view: id, from: z.int().min(0), count: z.int().min(1).max(1000) }))
    .output(outcome(gridPage))
    .query(({ ctx, input }) => ctx.bench.viewPage(input.view, input.from, input.count)),
});
