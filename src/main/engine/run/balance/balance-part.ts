import { succeed } from '../../../../shared/failure.ts';
import { figureCsv } from '../../../../shared/figure.ts';
import { figureSvg } from '../../../../shared/figure-svg.ts';
import { lorenzFigure } from '../../../../shared/lorenz-figure.ts';
import { plannedCounts } from '../../../../shared/planned-counts.ts';
import type { Parts } from '../workbench-parts.ts';
import type { BalanceBench } from './balance-bench.ts';
import { balanceReport } from './balance-report.ts';
import { planSources } from './plan-sources.ts';
import { removePlan, renamePlan, savePlan } from './saved-plans.ts';

/** Balance of the sets, and plans to change it. */
export function balancePart({ desk: { read, readLater, write }, tasks }: Parts): BalanceBench {
  return {
    balance: (by) => read((session) => succeed(balanceReport(session, by))),
    balanceFigure: (by) =>
      read((session) => {
        const figure = lorenzFigure(balanceReport(session, by));
        return succeed({ svg: figureSvg(figure), csv: figureCsv(figure) });
      }),
    balanceIntervals: (by, rules) =>
      readLater(async (session) => {
        const counts = balanceReport(session, by).sets.map((set) => set.counts);
        if (rules) counts.push([...plannedCounts(planSources(session), rules).counts]);
        return succeed(await tasks.decode('balance-intervals', { counts }));
      }),
    listPlans: () => read((session) => succeed([...session.catalog.balancePlans.all()])),
    planSources: () => read((session) => succeed(planSources(session))),
    savePlan: (name, rules) => write((session) => savePlan(session, name, rules)),
    renamePlan: (id, name) => write((session) => renamePlan(session, id, name)),
    removePlan: (id) => write((session) => removePlan(session, id)),
  };
}
