import type { Changed } from '../../../../shared/answer.ts';
import type { BalanceIntervals, BalanceReport } from '../../../../shared/balance.ts';
import type { BalancePlan, BalancePlanRules, PlanSource } from '../../../../shared/balance-plan.ts';
import type { Outcome } from '../../../../shared/failure.ts';

/** How sources contribute and what plans make of that, as the router asks for it. */
export interface BalanceBench {
  balance(by: 'source' | 'volume'): Outcome<BalanceReport>;
  balanceFigure(by: 'source' | 'volume'): Outcome<{ svg: string; csv: string }>;
  /** One entry a set of the report, and one for the plan where rules are given. */
  balanceIntervals(
    by: 'source' | 'volume',
    rules: BalancePlanRules | null,
  ): Promise<Outcome<(BalanceIntervals | null)[]>>;
  listPlans(): Outcome<BalancePlan[]>;
  planSources(): Outcome<PlanSource[]>;
  savePlan(name: string, rules: BalancePlanRules): Changed;
  renamePlan(id: number, name: string): Changed;
  removePlan(id: number): Changed;
}
