import { z } from 'zod';
import { started } from '../../../../shared/answer.ts';
import { composition } from '../../../../shared/composition.ts';
import { cropYieldRequest, sectionMap, sectionYield } from '../../../../shared/crop-yield.ts';
import { outcome } from '../../../../shared/failure.ts';
import { lossReport } from '../../../../shared/losses.ts';
import { ask, t } from '../procedures.ts';

const mapId = z.object({ id: z.string().max(100) });

/** What the sets are made of, what is lost on the way, and the report of all of it. */
export const compositionRouter = t.router({
  counts: ask.output(outcome(composition)).query(({ ctx }) => ctx.bench.composition()),
  losses: ask.output(outcome(lossReport)).query(({ ctx }) => ctx.bench.losses()),
  /** One self-contained HTML file; the same project gives the same bytes. */
  report: ask
    .output(outcome(z.object({ html: z.string() })))
    .query(({ ctx }) => ctx.bench.projectReport()),
});

/** Cross-sections scored window by window, and what random crops of them come to. */
export const yieldsRouter = t.router({
  list: ask.output(outcome(z.array(sectionYield))).query(({ ctx }) => ctx.bench.cropYields()),
  map: ask
    .input(mapId)
    .output(outcome(sectionMap))
    .query(({ ctx, input }) => ctx.bench.sectionMap(input.id)),
  start: ask
    .input(cropYieldRequest)
    .output(started)
    .mutation(({ ctx, input }) => ctx.bench.startScoringSections(input)),
  remove: ask
    .input(mapId)
    .output(outcome(z.null()))
    .mutation(({ ctx, input }) => ctx.bench.removeSectionMap(input.id)),
});
