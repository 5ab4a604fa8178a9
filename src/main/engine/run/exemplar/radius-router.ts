import { z } from 'zod';
import { changed, started } from '../../../../shared/answer.ts';
import { outcome } from '../../../../shared/failure.ts';
import { keepCurves } from '../../../../shared/keep-curve.ts';
import { pairEstimate, pairMark, pairPage, pairQueue } from '../../../../shared/pair.ts';
import { ask, path, t } from '../procedures.ts';

/** What each radius of de-duplication would keep, before one is chosen. */
export const radiusRouter = t.router({
  curves: ask.output(outcome(keepCurves)).query(({ ctx }) => ctx.bench.keepCurves()),
  /** Works out what is missing of the curves, and draws pairs. */
  start: ask.output(started).mutation(({ ctx }) => ctx.bench.startCurves()),
});

/** Pairs of patches at each distance, for people to say whether they show the same. */
export const pairsRouter = t.router({
  next: ask
    .input(pairQueue.extend({ from: z.int().min(0), count: z.int().min(0).max(200) }))
    .output(outcome(pairPage))
    .query(({ ctx, input }) => ctx.bench.nextPairs(input)),
  /** Durable before it is answered, and undone through the one log. */
  mark: ask
    .input(pairMark)
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.markPair(input)),
  estimate: ask.output(outcome(pairEstimate)).query(({ ctx }) => ctx.bench.pairEstimate()),
  export: ask
    .input(z.object({ file: path }))
    .output(outcome(z.object({ pairs: z.int() })))
    .mutation(({ ctx, input }) => ctx.bench.exportPairs(input.file)),
  import: ask
    .input(z.object({ file: path }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.importPairs(input.file)),
});
