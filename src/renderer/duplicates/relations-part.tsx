import { Button, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { explain } from '../../shared/failure.ts';
import { Empty } from '../element/empty.tsx';
import { JobProgress } from '../element/job-progress.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { cancelJob } from '../session/project-actions.ts';
import { useStore } from '../session/store.ts';
import part from './part.module.css';
import { RelationDesk } from './relation-desk.tsx';
import { RelationList } from './relation-list.tsx';
import { RelationMatrixView } from './relation-matrix.tsx';
import styles from './relations.module.css';
import { type RelationView, relationsState } from './relations-state.ts';
import { type RelationsAnswer, useRelations } from './use-relations.ts';

/** Sources that share near-duplicates: the strongest first, or as a matrix; one of them to look into. */
export function RelationsPart({ choice }: { choice: ReactNode }) {
  const answer = useRelations();
  const { view, open } = useStore(relationsState, (state) => state);
  const { report } = answer;
  const isKnown = report !== null && report.state !== 'none';
  useCommands(isKnown && !open ? viewCommands : []);
  if (open && isKnown) {
    return <RelationDesk choice={choice} answer={answer} open={open} />;
  }
  return (
    <Screen
      title="Duplicates"
      busy={report === null && answer.problem === null}
      scope={
        <>
          {choice}
          {isKnown ? (
            <SegmentedControl
              aria-label="Shown as"
              data={[
                { value: 'list', label: 'List' },
                { value: 'matrix', label: 'Matrix' },
              ]}
              value={view}
              // `as`: the options are those of RelationView.
              onChange={(value) => relationsState.set({ view: value as RelationView })}
            />
          ) : null}
        </>
      }
      actions={report ? <CompareButton answer={answer} /> : null}
    >
      {report && !isKnown && !answer.running && !answer.failure ? (
        <div className={part['none']}>
          <Empty words={emptyWords(report.sources)}>
            {report.sources < 2 ? (
              <Button onClick={() => goTo('sources')}>Go to Sources</Button>
            ) : null}
          </Empty>
        </div>
      ) : (
        <Column>
          <div className={styles['page']}>
            <Notes answer={answer} />
            {isKnown && view === 'list' ? <RelationList answer={answer} /> : null}
            {isKnown && view === 'matrix' ? <RelationMatrixView answer={answer} /> : null}
          </div>
        </Column>
      )}
    </Screen>
  );
}

const viewCommands: readonly Command[] = [
  {
    title: 'List or matrix of relations',
    group: 'View',
    keys: ['x'],
    run: () => {
      const { view } = relationsState.get();
      relationsState.set({ view: view === 'list' ? 'matrix' : 'list' });
    },
  },
];

function Notes({ answer }: { answer: RelationsAnswer }) {
  const { report, running, failure, problem } = answer;
  return (
    <>
      {running ? (
        <JobProgress
          words="Comparing sources"
          job={running}
          onCancel={() => void cancelJob(running.id)}
        />
      ) : null}
      {failure ? <Problem words={explain(failure)} /> : null}
      {problem ? (
        <Problem words={problem} action={{ title: 'Try again', run: answer.again }} />
      ) : null}
      {report?.state === 'stale' && !running ? (
        <p className={styles['stale']} role="status">
          Out of date: the exemplars of some sources have changed since they were compared. Compare
          them again.
        </p>
      ) : null}
    </>
  );
}

function CompareButton({ answer }: { answer: RelationsAnswer }) {
  const title = 'Compare sources';
  const key = useShownKey('compare-sources', 'c');
  const { blocked, compare: run } = answer;
  useCommands([{ title, group: 'This screen', keys: ['c'], blocked, run }]);
  return (
    <PrimaryButton keyShown={key} blocked={blocked} onClick={run}>
      {title}
    </PrimaryButton>
  );
}

const emptyWords = (sources: number): string =>
  sources < 2
    ? 'Relations are between sources, and there is only one with patches. Add another source and run the project.'
    : `Which of these ${sources} sources show the same specimen, or regions that overlap? Comparing them takes minutes for a million exemplars, and changes nothing: de-duplication never crosses sources.`;
