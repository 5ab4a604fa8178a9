import type { ReactNode } from 'react';
import { flowFigure } from '../../shared/flow-figure.ts';
import type { LossReport } from '../../shared/losses.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { useAnswer } from '../session/use-answer.ts';
import styles from './balance-screen.module.css';
import own from './composition.module.css';
import { Defects } from './defects.tsx';
import { SurvivalTable } from './survival-table.tsx';
import { UnusualSources } from './unusual-sources.tsx';

/** What each stage drops, where more than elsewhere, and why. */
export function LossesPart({ choice }: { choice: ReactNode }) {
  const losses = useAnswer(() => engine.composition.losses.query(), []);
  const { value, problem } = losses;
  return (
    <Screen title="Balance" scope={choice}>
      {value?.totals.raw === 0 ? (
        <div className={styles['none']}>
          <Empty words="No patches are cut yet, so none are lost. Add sources and run them first." />
        </div>
      ) : (
        <Column>
          {problem ? <Problem words={problem} /> : null}
          {value ? <Losses report={value} /> : null}
        </Column>
      )}
    </Screen>
  );
}

function Losses({ report }: { report: LossReport }) {
  return (
    <div className={styles['page']}>
      <PlotFrame
        figure={flowFigure(report.totals)}
        fileName="from-stage-to-stage"
        width={680}
        height={320}
      />
      <section aria-label="Survival by source">
        <h2>Survival by source</h2>
        <p className={own['words']}>
          Below each share its 95% Wilson interval. Neighbouring patches are alike, so the true
          uncertainty is larger.
        </p>
        <SurvivalTable sources={report.sources} />
      </section>
      <UnusualSources report={report} />
      <Defects report={report} />
    </div>
  );
}
