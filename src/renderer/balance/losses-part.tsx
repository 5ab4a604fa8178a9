import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { defectFigure, defectHeight, noReason } from '../../shared/defect-figure.ts';
import { flowFigure } from '../../shared/flow-figure.ts';
import type { DefectCount, LossReport, SourceLoss } from '../../shared/losses.ts';
import type { Share } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { PlotFrame } from '../element/plot-frame.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { showPatches } from '../session/navigation.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './balance-screen.module.css';
import own from './composition.module.css';
import { showSource } from './show-source.ts';
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
        <Survival sources={report.sources} />
      </section>
      <UnusualSources report={report} />
      <Defects report={report} />
    </div>
  );
}

/** More rows than this are read in the CSV of the report. */
const mostRows = 1000;

function Survival({ sources }: { sources: readonly SourceLoss[] }) {
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">raw</th>
          <th scope="col">dedup</th>
          <th scope="col">of raw</th>
          <th scope="col">curated</th>
          <th scope="col">of dedup</th>
        </tr>
      </thead>
      <tbody>
        {sources.slice(0, mostRows).map(({ source, name, counts, dedupOfRaw, curatedOfDedup }) => (
          <tr key={source}>
            <th scope="row" className={own['source']}>
              <UnstyledButton onClick={() => showSource({ id: source, name })}>
                {name}
              </UnstyledButton>
            </th>
            <td>{grouped(counts.raw)}</td>
            <td>{grouped(counts.dedup)}</td>
            <td>
              <ShareText share={dedupOfRaw} />
            </td>
            <td>{counts.curated === null ? '–' : grouped(counts.curated)}</td>
            <td>
              <ShareText share={curatedOfDedup} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ShareText({ share }: { share: Share | null }) {
  if (!share) return '–';
  return (
    <>
      {percentText(share.share)}
      <span className={own['interval']}>
        {percentText(share.low)} to {percentText(share.high)}
      </span>
    </>
  );
}

function Defects({ report }: { report: LossReport }) {
  const { defects, sources } = report;
  const total = defects.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return (
      <section aria-label="Defects">
        <h2>Defects</h2>
        <p className={own['words']}>
          No patch is labelled uninformative yet. On the Label screen the digits give a reason with
          the label.
        </p>
      </section>
    );
  }
  return (
    <section className={own['pair']} aria-label="Defects">
      <div>
        <PlotFrame
          figure={defectFigure(defects)}
          fileName="defects-by-reason"
          width={520}
          height={defectHeight(defects)}
          onPick={(_x, { point }) => showDefect(defects[Math.round(point.y)])}
        />
        <p className={own['words']}>
          Of the {counted(total, 'patch', 'patches')} that people labelled uninformative, not of all
          that were dropped; which were labelled depends on their queues.
        </p>
      </div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">labelled</th>
            <th scope="col">most in</th>
          </tr>
        </thead>
        <tbody>
          {defects.map((defect) => (
            <tr key={defect.reason ?? ''}>
              <th scope="row" className={own['value']}>
                <UnstyledButton onClick={() => showDefect(defect)}>
                  {defect.reason ?? noReason}
                </UnstyledButton>
              </th>
              <td>{grouped(defect.count)}</td>
              <td className={own['source']}>{mostIn(defect, sources)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function mostIn({ perSource }: DefectCount, sources: readonly SourceLoss[]): string {
  const [first] = [...perSource].sort((a, b) => b.count - a.count);
  const name = sources.find(({ source }) => source === first?.source)?.name;
  return first && name ? `${name} (${grouped(first.count)})` : '–';
}

function showDefect(defect: DefectCount | undefined): void {
  if (!defect || defect.ordinals.length === 0) return;
  const title = `Labelled uninformative: ${defect.reason ?? noReason}`;
  showPatches(title, { set: 'ordinals', order: 'position', ordinals: [...defect.ordinals] });
}
