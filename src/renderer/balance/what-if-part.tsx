import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect, useMemo } from 'react';
import type { BalancePlan, PlanSource } from '../../shared/balance-plan.ts';
import { giniCoefficient } from '../../shared/lorenz.ts';
import { type PlannedCounts, plannedCounts } from '../../shared/planned-counts.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { PlanBar, saveNow } from './plan-bar.tsx';
import { PlanCompare } from './plan-compare.tsx';
import { PlanCounts } from './plan-counts.tsx';
import { PlanPatches } from './plan-patches.tsx';
import {
  followed,
  isUnsaved,
  type PlanState,
  type PlanView,
  planIn,
  planState,
} from './plan-state.ts';
import { RulesForm } from './rules-form.tsx';
import styles from './what-if.module.css';

const views: Readonly<Record<PlanView, string>> = {
  counts: 'Curve and counts',
  patches: 'Which patches',
  compare: 'Compare plans',
};
// `as`: the keys of views, in their order.
const order = Object.keys(views) as PlanView[];

/** What rules would make of the balance, while they are moved; saved as plans that exports follow. */
export function WhatIfPart({ choice }: { choice: ReactNode }) {
  const project = useStore(session, (state) => state.project);
  const sources = useAnswer(() => engine.balance.plans.sources.query(), []);
  const plans = useAnswer(() => engine.balance.plans.list.query(), []);
  const hasCurated = sources.value?.some(({ available }) => available.curated !== null) ?? false;
  const state = useStore(planState, (each) => each);
  const key = project?.key ?? '';
  const [isKnown, saved] = [sources.value !== null, plans.value];
  useEffect(() => {
    if (isKnown) planIn(key, hasCurated);
  }, [key, hasCurated, isKnown]);
  useEffect(() => {
    if (saved) planState.set(followed(planState.get(), saved));
  }, [saved]);
  const problem = sources.problem ?? plans.problem;
  if (sources.value?.every(({ available }) => available.dedup === 0)) {
    return (
      <Screen title="Balance" scope={choice}>
        <div className={styles['none']}>
          <Empty words="There are no exemplars to plan with yet. Add sources and run them first." />
        </div>
      </Screen>
    );
  }
  return (
    <>
      {problem ? (
        <Screen title="Balance" scope={choice}>
          <Problem words={problem} />
        </Screen>
      ) : null}
      {!problem && sources.value && saved && state.project === key ? (
        <Bench
          choice={choice}
          state={state}
          sources={sources.value}
          plans={saved}
          hasCurated={hasCurated}
          isReadOnly={project?.readOnly ?? true}
        />
      ) : null}
    </>
  );
}

export interface BenchProps {
  readonly state: PlanState;
  readonly sources: readonly PlanSource[];
  readonly plans: readonly BalancePlan[];
  readonly hasCurated: boolean;
  readonly isReadOnly: boolean;
}

function Bench(props: BenchProps & { readonly choice: ReactNode }) {
  const { state, sources } = props;
  const planned = useMemo(() => plannedCounts(sources, state.rules), [sources, state.rules]);
  const { base } = state.rules;
  const gini = useMemo(
    () => giniCoefficient(sources.map(({ available }) => available[base] ?? 0)) ?? 0,
    [sources, base],
  );
  const canSave = !props.isReadOnly && isUnsaved(state);
  const save = () => {
    if (canSave) void saveNow();
  };
  const turn = () => {
    planState.set({ view: order[(order.indexOf(state.view) + 1) % order.length] ?? 'counts' });
  };
  const key = useShownKey('save-the-plan', 'ctrl+s');
  useCommands([
    { title: 'Save the plan', group: 'This screen', keys: ['ctrl+s'], run: save },
    { title: 'Next view of the plan', group: 'This screen', keys: ['v'], run: turn },
  ]);
  return (
    <Screen
      title="Balance"
      scope={
        <>
          {props.choice}
          <SegmentedControl
            aria-label="View"
            data={order.map((value) => ({ value, label: views[value] }))}
            value={state.view}
            // `as`: the options are the keys of views.
            onChange={(view) => planState.set({ view: view as PlanView })}
          />
        </>
      }
      actions={
        <PrimaryButton keyShown={key} disabled={!canSave} onClick={save}>
          Save plan
        </PrimaryButton>
      }
    >
      <div className={styles['bench']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
        <section className={styles['side']} aria-label="Plan" tabIndex={0}>
          <PlanBar state={state} plans={props.plans} isReadOnly={props.isReadOnly} />
          <RulesForm
            rules={state.rules}
            sources={sources}
            available={planned.available}
            gini={gini}
            hasCurated={props.hasCurated}
          />
        </section>
        <Shown {...props} planned={planned} />
      </div>
    </Screen>
  );
}

function Shown(props: BenchProps & { readonly planned: PlannedCounts }) {
  const { state, sources, planned } = props;
  if (state.view === 'patches') {
    return <PlanPatches rules={state.rules} source={state.source} {...{ sources, planned }} />;
  }
  if (state.view === 'compare') {
    return <PlanCompare compared={state.compared} plans={props.plans} {...{ state, sources }} />;
  }
  return <PlanCounts rules={state.rules} {...{ sources, planned }} />;
}
