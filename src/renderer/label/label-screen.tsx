import { Button } from '@mantine/core';
import { useState } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { AssistedPage } from '../patch-work/assisted-page.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { useReasons } from '../patch-work/use-reasons.ts';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { LabelFileNote, type LabelFileResult, LabelFilesMenu, labelFiles } from './label-files.tsx';
import { LabelFoot } from './label-foot.tsx';
import { firstQueue, type Queue, queryOf } from './label-queue-choice.ts';
import styles from './label-screen.module.css';
import { QueueChoice } from './queue-choice.tsx';
import { ReasonEditor } from './reason-editor.tsx';
import { SessionPanel } from './session-panel.tsx';

/** A grid made for speed: one key labels and goes on. */
export function LabelScreen() {
  const project = useStore(session, (state) => state.project);
  const { showsSession } = useStore(preferences, (each) => each);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const reasons = useReasons();
  const [queue, setQueue] = useState<Queue>(firstQueue);
  const [assisted, setAssisted] = useState(false);
  const [editsReasons, setEditsReasons] = useState(false);
  const next = () => setQueue({ ...queue, seed: queue.seed + 1 });
  const files = useLabelFiles(project?.name ?? 'project', next);
  const hasScores = project?.funnel.curated !== null;
  const isAssisted = assisted && hasScores;
  useCommands([
    ...labelScreenCommands({ next, editReasons: () => setEditsReasons(true) }),
    ...(hasScores ? [assistedCommand(() => setAssisted(!assisted))] : []),
    ...files.commands,
  ]);
  const isEmpty = (project?.funnel.dedup ?? 0) === 0;
  const nextKey = useShownKey('next-queue-leave-out-what-is-labelled', 'n');
  return (
    <Screen
      title="Label"
      scope={
        <QueueChoice
          queue={queue}
          sources={sources.value ?? []}
          hasScores={hasScores}
          onChange={setQueue}
        />
      }
      actions={
        <>
          <ViewOptions />
          <Modes
            isAssisted={isAssisted}
            canAssist={hasScores && !isEmpty}
            onAssist={() => setAssisted(!assisted)}
          />
          <LabelFilesMenu
            labels={project?.funnel.labels ?? 0}
            isReadOnly={project?.readOnly ?? true}
            onImport={files.import}
            onExport={files.export}
          />
          <PrimaryButton keyShown={nextKey} disabled={isEmpty} onClick={next}>
            Next queue
          </PrimaryButton>
        </>
      }
    >
      <div className={styles['main']}>
        {files.result ? <LabelFileNote result={files.result} onHide={files.hide} /> : null}
        {isEmpty ? (
          <Empty words="There are no patches yet. Add sources and run them first.">
            <Button onClick={() => goTo('sources')}>Go to Sources</Button>
          </Empty>
        ) : (
          <>
            <LabelGrid query={queryOf(queue)} isAssisted={isAssisted} />
            <LabelFoot reasons={reasons} onEditReasons={() => setEditsReasons(true)} />
          </>
        )}
      </div>
      {showsSession ? (
        <SessionPanel
          onSource={(source) => setQueue({ ...queue, kind: 'unlabelled', source })}
          onClose={() => prefer({ showsSession: false })}
        />
      ) : null}
      {editsReasons ? (
        <ReasonEditor reasons={reasons} onClose={() => setEditsReasons(false)} />
      ) : null}
    </Screen>
  );
}

function LabelGrid({ query, isAssisted }: { query: GridQuery; isAssisted: boolean }) {
  const empty = <NothingLeft />;
  if (isAssisted) return <AssistedPage query={query} empty={empty} />;
  return <PatchWork label="Patches to label" query={query} origin="hand" empty={empty} />;
}

function NothingLeft() {
  return (
    <Empty words="Nothing is left in this queue. Choose another, or train a classifier on the labels.">
      <Button onClick={() => goTo('classifier')}>Go to Classifier</Button>
    </Empty>
  );
}

/** How labels are given, and whether the session is shown. */
function Modes(props: {
  readonly isAssisted: boolean;
  readonly canAssist: boolean;
  readonly onAssist: () => void;
}) {
  const { showsSession } = useStore(preferences, (each) => each);
  return (
    <>
      <Button
        variant={props.isAssisted ? 'light' : 'default'}
        aria-pressed={props.isAssisted}
        disabled={!props.canAssist}
        title={
          props.canAssist ? 'The model labels a page, you change what is wrong' : 'Needs a model'
        }
        onClick={props.onAssist}
      >
        Assisted
      </Button>
      <Button
        variant={showsSession ? 'light' : 'default'}
        aria-pressed={showsSession}
        onClick={() => prefer({ showsSession: !showsSession })}
      >
        Session
      </Button>
    </>
  );
}

/** Importing and exporting labels, and what the last of it came to. */
function useLabelFiles(name: string, onImported: () => void) {
  const [result, setResult] = useState<LabelFileResult | null>(null);
  const importLabels = async () => {
    const done = await labelFiles.import();
    if (!done) return;
    setResult(done);
    if (!done.isProblem) onImported();
  };
  const exportLabels = async (format: 'csv' | 'npy') => {
    const done = await labelFiles.export(format, name);
    if (done) setResult(done);
  };
  return {
    result,
    hide: () => setResult(null),
    import: () => void importLabels(),
    export: (format: 'csv' | 'npy') => void exportLabels(format),
    commands: [
      screenCommand('Import labels…', [], () => void importLabels()),
      screenCommand('Export labels as CSV…', [], () => void exportLabels('csv')),
      screenCommand('Export labels as a pair of .npy files…', [], () => void exportLabels('npy')),
    ],
  };
}

function labelScreenCommands(screen: { next: () => void; editReasons: () => void }) {
  return [
    screenCommand('Next queue: leave out what is labelled', ['n'], screen.next),
    {
      ...screenCommand('Go on to the next patch after a label, or stay', ['m'], () =>
        prefer({ advances: !preferences.get().advances }),
      ),
      group: 'Label' as const,
    },
    screenCommand('Show or hide the session', ['p'], () =>
      prefer({ showsSession: !preferences.get().showsSession }),
    ),
    screenCommand('Edit the defect reasons…', [], screen.editReasons),
  ];
}

const assistedCommand = (run: () => void): Command =>
  screenCommand('Assisted page on or off', ['a'], run);

const screenCommand = (title: string, keys: readonly string[], run: () => void): Command => ({
  title,
  group: 'This screen',
  keys,
  run,
});
