import { useDeferredValue, useMemo } from 'react';
import type { BalanceReport } from '../../shared/balance.ts';
import {
  type BalancePlanRules,
  type PlanSource,
  shortfallWords,
} from '../../shared/balance-plan.ts';
import { evennessOf } from '../../shared/evenness.ts';
import { lorenzFigure } from '../../shared/lorenz-figure.ts';
import type { PlannedCounts } from '../../shared/planned-counts.ts';
import { engine } from '../bridge.ts';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { useSettled } from '../session/use-settled.ts';
import { CountsTable } from './counts-table.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { planState } from './plan-state.ts';
import styles from './what-if.module.css';

const stillMs = 400;

/** The curve before and after, what would be lost, and counts of each source. */
export function PlanCounts(props: {
  readonly rules: BalancePlanRules;
  readonly sources: readonly PlanSource[];
  readonly planned: PlannedCounts;
}) {
  const { rules, sources, planned } = props;
  const { counts } = planned;
  const report = useMemo(() => baseReport(sources, rules.base), [sources, rules.base]);
  // The curve must not wait for the table.
  const later = useDeferredValue(planned);
  const settled = useSettled(rules, stillMs);
  const found = useAnswer(() => engine.balance.intervals.query({ rules: settled }), [settled]);
  const intervals = settled === rules ? found.value?.at(-1) : undefined;
  const show = (id: number) => planState.set({ view: 'patches', source: id });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles['shown']} aria-label="Curve and counts" tabIndex={0}>
      <PlanSummary rules={rules} planned={planned} />
      <div className={styles['top']}>
        <PlotFrame
          figure={lorenzFigure(report, [{ name: 'planned', counts }])}
          fileName="balance-plan"
          width={400}
          height={340}
          onOpen={({ id }) => show(id)}
        />
        <MeasuresTable
          by="source"
          columns={[
            { name: rules.base, counts: report.sets[0]?.counts ?? [], intervals: undefined },
            { name: 'planned', counts, intervals },
          ]}
        />
      </div>
      <CountsTable
        title="Patches of each source"
        fileName="balance-plan-sources"
        ids={sources.map(({ id }) => id)}
        names={sources.map(({ name }) => name)}
        columns={[
          { name: rules.base, counts: later.available },
          { name: 'planned', counts: later.counts },
          {
            name: 'left out',
            counts: later.available.map((has, i) => has - (later.counts[i] ?? 0)),
            of: later.available,
          },
        ]}
        sortedBy={0}
        action="Which patches stay of"
        onOpen={({ id }) => show(id)}
      />
    </section>
  );
}

/** What there is to take, as a report of one set: it stays while the rules move. */
function baseReport(sources: readonly PlanSource[], base: BalancePlanRules['base']): BalanceReport {
  const counts = sources.map(({ available }) => available[base] ?? 0);
  const patches = counts.reduce((sum, count) => sum + count, 0);
  return {
    by: 'source',
    names: sources.map(({ name }) => name),
    ids: sources.map(({ id }) => id),
    sets: [{ set: base, patches, counts, ...evennessOf(counts) }],
  };
}

function PlanSummary(props: { readonly rules: BalancePlanRules; readonly planned: PlannedCounts }) {
  const { available, counts, shortfalls } = props.planned;
  const all = available.reduce((sum, count) => sum + count, 0);
  const taken = counts.reduce((sum, count) => sum + count, 0);
  const givers = counts.filter((count) => count > 0).length;
  const limited = counts.filter((count, i) => count < (available[i] ?? 0)).length;
  const lost = all - taken;
  return (
    <div className={styles['summary']} role="status">
      <p>
        Takes <strong>{grouped(taken)}</strong> of{' '}
        {counted(all, `${props.rules.base} patch`, `${props.rules.base} patches`)} from{' '}
        {counted(givers, 'source')}.{' '}
        {lost === 0
          ? 'Nothing is left out.'
          : `Left out: ${grouped(lost)} (${percentText(lost / all)}), of ${counted(limited, 'source')}.`}
      </p>
      {shortfalls.map((each) => (
        <p key={shortfallWords(each)} className={styles['shortfall']}>
          {shortfallWords(each)}
        </p>
      ))}
    </div>
  );
}
