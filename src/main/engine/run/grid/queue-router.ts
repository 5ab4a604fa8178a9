import { z } from 'zod';
import { changed } from '../../../../shared/answer.ts';
import { outcome } from '../../../../shared/failure.ts';
import { gridQuery } from '../../../../shared/grid.ts';
import { savedQueue } from '../../../../shared/queue.ts';
import { ask, id, path, t } from '../procedures.ts';

/** Queues saved under a name, left and gone on with, handed to a colleague. */
export const queueRouter = t.router({
  list: ask.output(outcome(z.array(savedQueue))).query(({ ctx }) => ctx.bench.listQueues()),
  save: ask
    .input(z.object({ name: savedQueue.shape.name, query: gridQuery }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.saveQueue(input.name, input.query)),
  remove: ask
    .input(z.object({ id }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.removeQueue(input.id)),
  export: ask
    .input(z.object({ id, file: path }))
    .output(outcome(z.object({ name: z.string() })))
    .mutation(({ ctx, input }) => ctx.bench.exportQueue(input.id, input.file)),
  import: ask
    .input(z.object({ file: path }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.importQueue(input.file)),
});
