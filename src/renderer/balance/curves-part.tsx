import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BalanceReport } from '../../shared/balance.ts';
import { lorenzFigure } from '../../shared/lorenz-figure.ts';
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
import { ContributionTable } from './contribution-table.tsx';
import { MeasuresTable } from './measures-table.tsx';
import { showSource } from './show-source.ts';

/** Lorenz curves of the sets and their measures (spec 4). */
export function CurvesPart({ choice }: { choice: ReactNode }) {
  const [by, setBy] = useState<'source' | 'volume'>('source');
  const report = useAnswer(() => engine.balance.report.query({ by }), [by]);
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
          {value ? <Report report={value} /> : null}
        </Column>
      )}
    </Screen>
  );
}

function Report({ report }: { report: BalanceReport }) {
  const { by } = report;
  const intervals = useAnswer(() => engine.balance.intervals.query({ by }), [by]);
  const columns = report.sets.map((set, i) => ({
    name: set.set,
    counts: set.counts,
    intervals: intervals.value?.[i],
  }));
  return (
    <div className={styles['page']}>
      <div className={styles['top']}>
        <PlotFrame
          figure={lorenzFigure(report)}
          fileName={`balance-by-${by}`}
          width={520}
          height={420}
          {...(by === 'source' ? { onOpen: showSource } : {})}
        />
        <MeasuresTable by={by} columns={columns} />
      </div>
      <ContributionTable report={report} />
    </div>
  );
}
