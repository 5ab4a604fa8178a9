import { beforeEach, expect, test } from 'vitest';
import {
  changeRules,
  followed,
  isChanged,
  isUnsaved,
  newPlan,
  openPlan,
  planIn,
  planState,
} from '../../../src/renderer/balance/plan-state.ts';
import { type BalancePlan, noRules } from '../../../src/shared/balance-plan.ts';

const plan = (change: Partial<BalancePlan> = {}): BalancePlan => ({
  id: 1,
  name: 'even',
  rules: { ...noRules, cap: 100 },
  annotator: 'curator',
  at: 5,
  ...change,
});
const { get } = planState;

beforeEach(() => {
  planIn('', true);
  planIn('project a', true);
});

test('rules stay while the project does, and begin afresh in another', () => {
  changeRules({ cap: 7 });
  planIn('project a', true);
  expect(get().rules.cap).toBe(7);
  planIn('project b', false);
  expect(get().rules).toEqual({ ...noRules, base: 'dedup' });
});

test('a plan that is opened is unchanged until a rule is moved', () => {
  openPlan(plan());
  expect(isChanged(get())).toBe(false);
  changeRules({ gamma: 0.5 });
  expect(isChanged(get())).toBe(true);
  newPlan();
  expect(get()).toMatchObject({ open: null, name: '', rules: noRules });
});

test('there is something to save once there is a name, and it or a rule is new', () => {
  expect(isUnsaved({ rules: noRules, name: ' ', open: null })).toBe(false);
  expect(isUnsaved({ rules: noRules, name: 'all', open: null })).toBe(true);
  expect(isUnsaved({ rules: plan().rules, name: 'even ', open: plan() })).toBe(false);
  expect(isUnsaved({ rules: plan().rules, name: 'a copy', open: plan() })).toBe(true);
  expect(isUnsaved({ rules: noRules, name: 'even', open: plan() })).toBe(true);
});

test('an undo of the last save brings the rules before it back to the sliders', () => {
  const before = plan({ rules: { ...noRules, cap: 50 }, at: 4 });
  expect(followed({ rules: plan().rules, name: 'even', open: plan() }, [before])).toEqual({
    rules: before.rules,
    name: 'even',
    open: before,
  });
});

test('rules being moved are not lost when the plan changes or goes', () => {
  const moved = { ...noRules, cap: 3 };
  const work = { rules: moved, name: 'mine', open: plan() };
  const renamed = plan({ name: 'other' });
  expect(followed(work, [renamed])).toEqual({ rules: moved, name: 'mine', open: renamed });
  expect(followed(work, [])).toEqual({ rules: moved, name: 'mine', open: null });
  expect(followed({ ...work, name: 'even' }, [renamed]).name).toBe('other');
});

test('nothing happens to new rules, or while nothing has changed', () => {
  const fresh = { rules: noRules, name: '', open: null };
  expect(followed(fresh, [plan()])).toBe(fresh);
  const work = { rules: plan().rules, name: 'even', open: plan() };
  expect(followed(work, [plan()])).toBe(work);
});
