import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BalanceReport, SetBalance } from '../../shared/balance.ts';
import { lorenzFigure } from '../../shared/lorenz-figure.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { grouped, percentText } from '../element/numbers.ts';
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
  return (
    <div className={styles['page']}>
      <div className={styles['top']}>
        <PlotFrame
          figure={lorenzFigure(report)}
          fileName={`balance-by-${report.by}`}
          width={520}
          height={420}
        />
        <Measures sets={report.sets} by={report.by} />
      </div>
      <ContributionTable report={report} />
    </div>
  );
}

function Measures({ sets, by }: { sets: readonly SetBalance[]; by: string }) {
  const plural = `${by}s`;
  const rows: readonly (readonly [string, string, (set: SetBalance) => string])[] = [
    ['Patches', '', (set) => grouped(set.patches)],
    [
      'Gini coefficient',
      `0 when every ${by} gives as many patches; towards 1 when one gives all.`,
      (set) => (set.gini === null ? '–' : set.gini.toFixed(3)),
    ],
    [
      'Held by the top 20%',
      `Share of all patches that the richest fifth of ${plural} holds.`,
      (set) => share(set.topFifthShare),
    ],
    [
      'Holding 80%',
      `Smallest share of ${plural} that together hold 80% of all patches.`,
      (set) => share(set.holdingEighty),
    ],
    [
      `Effective ${plural}`,
      `How many equal ${plural} would be as diverse (inverse Simpson index).`,
      (set) => (set.effectiveSources === null ? '–' : set.effectiveSources.toFixed(1)),
    ],
  ];
  return (
    <table className={styles['measures']}>
      <thead>
        <tr>
          <td />
          {sets.map((set) => (
            <th key={set.set} scope="col">
              {set.set}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, meaning, textOf]) => (
          <tr key={name}>
            <th scope="row">{meaning ? <abbr title={meaning}>{name}</abbr> : name}</th>
            {sets.map((set) => (
              <td key={set.set}>{textOf(set)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const share = (fraction: number | null): string =>
  fraction === null ? '–' : percentText(fraction);
