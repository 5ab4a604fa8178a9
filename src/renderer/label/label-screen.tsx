import { Button } from '@mantine/core';
import { useState } from 'react';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { type Command, useCommands } from '../session/commands.ts';
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

/** A grid made for speed: one key labels and goes on. */
export function LabelScreen() {
  const project = useStore(session, (state) => state.project);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const [queue, setQueue] = useState<Queue>(firstQueue);
  const [file, setFile] = useState<LabelFileResult | null>(null);
  const next = () => setQueue({ ...queue, seed: queue.seed + 1 });
  const importLabels = async () => {
    const result = await labelFiles.import();
    if (!result) return;
    setFile(result);
    if (!result.isProblem) next();
  };
  const exportLabels = async (format: 'csv' | 'npy') => {
    const result = await labelFiles.export(format, project?.name ?? 'project');
    if (result) setFile(result);
  };
  useCommands([
    {
      title: 'Next queue: leave out what is labelled',
      group: 'This screen',
      keys: ['n'],
      run: next,
    },
    {
      title: 'Go on to the next patch after a label, or stay',
      group: 'Label',
      keys: ['m'],
      run: () => prefer({ advances: !preferences.get().advances }),
    },
    screenCommand('Import labels…', () => void importLabels()),
    screenCommand('Export labels as CSV…', () => void exportLabels('csv')),
    screenCommand('Export labels as a pair of .npy files…', () => void exportLabels('npy')),
  ]);
  const isEmpty = (project?.funnel.dedup ?? 0) === 0;
  return (
    <Screen
      title="Label"
      scope={
        <QueueChoice
          queue={queue}
          sources={sources.value ?? []}
          hasScores={project?.funnel.curated !== null}
          onChange={setQueue}
        />
      }
      actions={
        <>
          <ViewOptions />
          <LabelFilesMenu
            labels={project?.funnel.labels ?? 0}
            isReadOnly={project?.readOnly ?? true}
            onImport={() => void importLabels()}
            onExport={(format) => void exportLabels(format)}
          />
          <PrimaryButton keyShown="N" disabled={isEmpty} onClick={next}>
            Next queue
          </PrimaryButton>
        </>
      }
    >
      <div className={styles['main']}>
        {file ? <LabelFileNote result={file} onHide={() => setFile(null)} /> : null}
        {isEmpty ? (
          <Empty words="There are no patches yet. Add sources and run them first.">
            <Button onClick={() => goTo('sources')}>Go to Sources</Button>
          </Empty>
        ) : (
          <>
            <PatchWork
              label="Patches to label"
              query={queryOf(queue)}
              origin="hand"
              empty={
                <Empty words="Nothing is left in this queue. Choose another, or train a classifier on the labels.">
                  <Button onClick={() => goTo('classifier')}>Go to Classifier</Button>
                </Empty>
              }
            />
            <LabelFoot />
          </>
        )}
      </div>
    </Screen>
  );
}

const screenCommand = (title: string, run: () => void): Command => ({
  title,
  group: 'This screen',
  keys: [],
  run,
});
