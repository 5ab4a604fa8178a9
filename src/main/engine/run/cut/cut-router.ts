import { z } from 'zod';
import { changed, started } from '../../../../shared/answer.ts';
import { cutRecord } from '../../../../shared/cut-record.ts';
import { outcome } from '../../../../shared/failure.ts';
import { ask, id, t } from '../procedures.ts';

/** Ways in which the project was cut and de-duplicated; a run makes a new one with new settings. */
export const cutRouter = t.router({
  list: ask.output(outcome(z.array(cutRecord))).query(({ ctx }) => ctx.bench.listCuts()),
  /** Puts one in force whose exemplars are there; undoable, and done at once. */
  use: ask
    .input(z.object({ id }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.useCut(input.id)),
  /** Takes out one that is not in force; cannot be undone. */
  remove: ask
    .input(z.object({ id }))
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startRemovingCut(input.id)),
});
