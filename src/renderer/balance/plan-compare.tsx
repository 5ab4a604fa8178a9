import { Checkbox } from '@mantine/core';
import type { BalancePlan, PlanSource } from '../../shared/balance-plan.ts';
import { rulesWords } from '../../shared/balance-plan.ts';
import { lorenzFigure } from '../../shared/lorenz-figure.ts';
import { plannedCounts } from '../../shared/planned-counts.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { CountsTable } from './counts-table.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { isChanged, type PlanState, planState } from './plan-state.ts';
import { showSource } from './show-source.ts';
import styles from './what-if.module.css';

/** As many curves as can be told apart beside those of the sets. */
const mostCompared = 5;

/** Saved plans, and the rules on the left, side by side: curves, measures, counts of each source. */
export function PlanCompare(props: {
  readonly compared: readonly number[];
  readonly plans: readonly BalancePlan[];
  readonly state: PlanState;
  readonly sources: readonly PlanSource[];
}) {
  const { plans, sources, state } = props;
  const report = useAnswer(() => engine.balance.report.query({ by: 'source' }), []);
  const chosen = plans.filter(({ id }) => props.compared.includes(id));
  const isShown = !isChanged(state) && chosen.some(({ id }) => id === state.open?.id);
  const plain = [
    ...(isShown ? [] : [{ name: 'as on the left', rules: state.rules }]),
    ...chosen.map(({ name, rules }) => ({ name, rules })),
  ];
  const curves = plain.map(({ name, rules }) => ({
    name,
    counts: plannedCounts(sources, rules).counts,
  }));
  const toggle = (id: number, on: boolean) => {
    const others = props.compared.filter((each) => each !== id);
    planState.set({ compared: on ? [...others, id] : others });
  };
  if (plans.length === 0) {
    return (
      <div className={styles['shown']}>
        <Empty words="No plan is saved yet. Give the rules a name and save them; saved plans are compared here." />
      </div>
    );
  }
  const names = sources.map(({ name }) => name);
  const ids = sources.map(({ id }) => id);
  const sets = report.value?.sets.map(({ set, counts }) => ({ name: set as string, counts })) ?? [];
  const columns = [...sets, ...curves];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles['shown']} aria-label="Plans side by side" tabIndex={0}>
      <fieldset className={styles['choices']}>
        <legend>Plans to compare</legend>
        {plans.map(({ id, name, rules }) => (
          <Checkbox
            key={id}
            size="xs"
            label={name}
            title={rulesWords(rules)}
            checked={props.compared.includes(id)}
            disabled={!props.compared.includes(id) && chosen.length >= mostCompared - 1}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      {report.problem ? <Problem words={report.problem} /> : null}
      {report.value ? (
        <>
          <div className={styles['wideTop']}>
            <PlotFrame
              figure={lorenzFigure(report.value, curves)}
              fileName="balance-plans"
              width={400}
              height={380}
              onOpen={showSource}
            />
            <div>
              <MeasuresTable
                by="source"
                columns={columns.map((each) => ({ ...each, intervals: undefined }))}
              />
            </div>
          </div>
          <CountsTable
            title="Patches of each source"
            fileName="balance-plans-sources"
            names={names}
            ids={ids}
            columns={columns}
            sortedBy={0}
            onOpen={showSource}
          />
        </>
      ) : null}
    </section>
  );
}
