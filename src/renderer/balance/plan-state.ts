import { type BalancePlan, type BalancePlanRules, noRules } from '../../shared/balance-plan.ts';
import { createStore } from '../session/store.ts';

export type PlanView = 'counts' | 'patches' | 'compare';

/** The rules being tried, and the saved plan that they came from. */
export interface PlanWork {
  readonly rules: BalancePlanRules;
  readonly name: string;
  /** the plan as it was saved last, as far as this window knows; null for rules that are new */
  readonly open: BalancePlan | null;
}

/** What is found again on coming back to the screen. */
export interface PlanState extends PlanWork {
  /** key of the project that the rules were tried in */
  readonly project: string;
  readonly view: PlanView;
  /** whose patches are shown; 0 for the source that loses most */
  readonly source: number;
  /** plans that are compared */
  readonly compared: readonly number[];
}

const fresh: PlanState = {
  project: '',
  rules: noRules,
  name: '',
  open: null,
  view: 'counts',
  source: 0,
  compared: [],
};

export const planState = createStore<PlanState>(fresh);

/** Starts afresh in a project: rules of another one mean nothing here. */
export function planIn(project: string, hasCurated: boolean): void {
  const rules: BalancePlanRules = { ...noRules, base: hasCurated ? 'curated' : 'dedup' };
  if (planState.get().project !== project) planState.set({ ...fresh, project, rules });
}

/** Changes some of the rules. */
export function changeRules(change: Partial<BalancePlanRules>): void {
  planState.set({ rules: { ...planState.get().rules, ...change } });
}

/** Takes up a saved plan. */
export function openPlan(plan: BalancePlan): void {
  planState.set(workOn(plan));
}

/** Begins new rules on the same base. */
export function newPlan(): void {
  const { base } = planState.get().rules;
  planState.set({ rules: { ...noRules, base }, name: '', open: null });
}

const workOn = (plan: BalancePlan): PlanWork => ({
  rules: plan.rules,
  name: plan.name,
  open: plan,
});

/** Whether the rules differ from the plan that they came from. */
export const isChanged = ({ rules, open }: PlanWork): boolean =>
  open === null || JSON.stringify(rules) !== JSON.stringify(open.rules);

/** Whether saving would make or change a plan: there is a name, and it or the rules are new. */
export function isUnsaved(work: PlanWork): boolean {
  const name = work.name.trim();
  return name !== '' && (isChanged(work) || name !== work.open?.name);
}

/**
 * Follows what became of the open plan: saved again, renamed, removed, taken back by undo. Rules that were
 * being changed stay as they are; others become those saved.
 */
export function followed(work: PlanWork, plans: readonly BalancePlan[]): PlanWork {
  if (work.open === null) return work;
  const saved = plans.find(({ id }) => id === work.open?.id);
  if (!saved) return { ...work, open: null };
  if (JSON.stringify(saved) === JSON.stringify(work.open)) return work;
  const name = work.name === work.open.name ? saved.name : work.name;
  return { name, open: saved, rules: isChanged(work) ? work.rules : saved.rules };
}
