import { z } from 'zod';
import { changed } from '../../../../shared/answer.ts';
import { balanceReport, intervalsOfSets } from '../../../../shared/balance.ts';
import { balancePlan, balancePlanRules, planSource } from '../../../../shared/balance-plan.ts';
import { outcome } from '../../../../shared/failure.ts';
import { ask, id, t } from '../procedures.ts';

const by = z.object({ by: z.enum(['source', 'volume']).default('source') });
const name = balancePlan.shape.name;

/** Plans: how many patches each source gives, saved under a name. The counts follow from planned-counts.ts. */
const plansRouter = t.router({
  list: ask.output(outcome(z.array(balancePlan))).query(({ ctx }) => ctx.bench.listPlans()),
  /** What plans can take of each source. */
  sources: ask.output(outcome(z.array(planSource))).query(({ ctx }) => ctx.bench.planSources()),
  save: ask
    .input(z.object({ name, rules: balancePlanRules }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.savePlan(input.name, input.rules)),
  rename: ask
    .input(z.object({ id, name }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.renamePlan(input.id, input.name)),
  remove: ask
    .input(z.object({ id }))
    .output(changed)
    .mutation(({ ctx, input }) => ctx.bench.removePlan(input.id)),
});

/** How evenly sources contribute, and what to do about it. */
export const balanceRouter = t.router({
  report: ask
    .input(by)
    .output(outcome(balanceReport))
    .query(({ ctx, input }) => ctx.bench.balance(input.by)),
  /** The Lorenz figure as a self-contained SVG and its numbers as CSV. */
  figure: ask
    .input(by)
    .output(outcome(z.object({ svg: z.string(), csv: z.string() })))
    .query(({ ctx, input }) => ctx.bench.balanceFigure(input.by)),
  /** 95 % intervals over sources drawn again, of each set and of a plan. */
  intervals: ask
    .input(z.object({ ...by.shape, rules: balancePlanRules.nullable().default(null) }))
    .output(outcome(intervalsOfSets))
    .query(({ ctx, input }) => ctx.bench.balanceIntervals(input.by, input.rules)),
  plans: plansRouter,
});
