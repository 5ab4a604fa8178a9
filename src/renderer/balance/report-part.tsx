import { Button } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { engine } from '../bridge.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { saveBlob } from '../element/save-file.ts';
import { Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { layOnPaper, printReport } from './report-paper.ts';
import styles from './report-part.module.css';

/** The report as it is saved and printed: white paper in both themes. */
export function ReportPart({ choice }: { choice: ReactNode }) {
  const report = useAnswer(() => engine.composition.report.query(), []);
  const name = useStore(session, (state) => state.project?.name ?? 'project');
  const html = report.value?.html ?? null;
  const save = () => html && saveBlob(`${name}-report.html`, html, 'text/html');
  const print = () => html && printReport(html);
  const key = useShownKey('save-the-report', 'ctrl+s');
  useCommands([
    { title: 'Save the report', group: 'This screen', keys: ['ctrl+s'], run: () => void save() },
    { title: 'Print the report', group: 'This screen', keys: ['ctrl+p'], run: () => void print() },
  ]);
  return (
    <Screen
      title="Balance"
      scope={choice}
      actions={
        <>
          <Button disabled={html === null} onClick={print}>
            Print
          </Button>
          <PrimaryButton keyShown={key} disabled={html === null} onClick={save}>
            Save report
          </PrimaryButton>
        </>
      }
    >
      {report.problem ? <Problem words={report.problem} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={styles['desk']} tabIndex={0} aria-label="Report">
        {html === null ? null : <Paper html={html} />}
      </section>
    </Screen>
  );
}

function Paper({ html }: { html: string }) {
  const sheet = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (sheet.current) layOnPaper(sheet.current, html);
  }, [html]);
  return <div ref={sheet} className={styles['sheet']} />;
}
