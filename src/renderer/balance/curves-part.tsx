import { NativeSelect, SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BalanceReport } from '../../shared/balance.ts';
import type { BalancePlan } from '../../shared/balance-plan.ts';
import { lorenzFigure } from '../../shared/lorenz-figure.ts';
import { plannedCounts } from '../../shared/planned-counts.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PlotFrame } from '../element/plot-frame.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { saveBalanceFigure } from '../session/project-actions.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './balance-screen.module.css';
import { CountsTable } from './counts-table.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { showSource, showVolume } from './show-source.ts';

/** Lorenz curves of the sets and their measures (spec 4). */
export function CurvesPart({ choice }: { choice: ReactNode }) {
  const [by, setBy] = useState<'source' | 'volume'>('source');
  const report = useAnswer(() => engine.balance.report.query({ by }), [by]);
  const plans = useAnswer(() => engine.balance.plans.list.query(), []);
  const [chosen, setChosen] = useState('');
  const plan = plans.value?.find(({ id }) => String(id) === chosen) ?? null;
  const saveNow = () => void saveBalanceFigure(by);
  const key = useShownKey('save-the-figure', 'ctrl+s');
  useCommands([{ title: 'Save the figure', group: 'This screen', keys: ['ctrl+s'], run: saveNow }]);
  const value = report.value;
  const isEmpty = value?.sets.every((set) => set.patches === 0) === true;
  return (
    <Screen
      title="Balance"
      scope={
        <>
          {choice}
          <SegmentedControl
            aria-label="Counted by"
            data={[
              { value: 'source', label: 'By source' },
              { value: 'volume', label: 'By volume' },
            ]}
            value={by}
            onChange={(next) => setBy(next === 'volume' ? 'volume' : 'source')}
          />
          {by === 'source' && plans.value && plans.value.length > 0 ? (
            <NativeSelect
              aria-label="Plan beside the sets"
              data={[
                { value: '', label: 'No plan' },
                ...plans.value.map(({ id, name }) => ({ value: String(id), label: name })),
              ]}
              value={plan ? String(plan.id) : ''}
              onChange={(event) => setChosen(event.currentTarget.value)}
            />
          ) : null}
        </>
      }
      actions={
        <PrimaryButton keyShown={key} disabled={!value || isEmpty} onClick={saveNow}>
          Save figure
        </PrimaryButton>
      }
    >
      {isEmpty ? (
        <div className={styles['none']}>
          <Empty words="There are no patches to compare yet. Add sources and run them first." />
        </div>
      ) : (
        <Column>
          {report.problem ? <Problem words={report.problem} /> : null}
          {value ? <Report report={value} plan={plan} /> : null}
        </Column>
      )}
    </Screen>
  );
}

function Report(props: { report: BalanceReport; plan: BalancePlan | null }) {
  const { report, plan } = props;
  const { by } = report;
  const rules = by === 'source' ? (plan?.rules ?? null) : null;
  const planned = usePlanCurve(plan, report);
  const intervals = useAnswer(
    () => engine.balance.intervals.query({ by, rules }),
    [by, plan?.id, rules],
  );
  const drawn = [
    ...report.sets.map(({ set, counts }) => ({ name: set as string, counts })),
    ...planned,
  ];
  const columns = drawn.map((each, i) => {
    const found = intervals.value?.[i];
    // A plan's are of the sources that may be shared: shown where these are all.
    const fits = i < report.sets.length || !planned.some(({ withheld }) => withheld);
    return { ...each, intervals: fits ? found : undefined };
  });
  return (
    <div className={styles['page']}>
      <div className={styles['top']}>
        <PlotFrame
          figure={lorenzFigure(report, planned)}
          fileName={`balance-by-${by}`}
          width={520}
          height={420}
          onOpen={by === 'source' ? showSource : showVolume}
        />
        <MeasuresTable by={by} columns={columns} />
      </div>
      <CountsTable
        title={`Patches of each ${by}`}
        fileName={`balance-by-${by}-counts`}
        of={by === 'source' ? 'Source' : 'Volume'}
        names={report.names}
        ids={report.ids}
        columns={drawn}
        sortedBy={drawn.length - 1}
        onOpen={by === 'source' ? showSource : showVolume}
      />
    </div>
  );
}

/** The curve of a plan beside those of the sets; volumes have no plans, sources not to be shared give none. */
function usePlanCurve(plan: BalancePlan | null, { by, ids }: BalanceReport) {
  const sources = useAnswer(() => engine.balance.plans.sources.query(), []);
  if (!plan || by !== 'source' || !sources.value) return [];
  const { counts } = plannedCounts(sources.value, plan.rules);
  const taken = new Map(sources.value.map(({ id }, i) => [id, counts[i] ?? 0]));
  const aligned = ids.map((id) => taken.get(id) ?? 0);
  return [{ name: `plan ${plan.name}`, counts: aligned, withheld: taken.size < ids.length }];
}
