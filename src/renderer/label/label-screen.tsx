import { Button } from '@mantine/core';
import { useState } from 'react';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { useCommands } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { goTo } from '../session/navigation.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { firstQueue, type Queue, queryOf } from './label-queue-choice.ts';
import styles from './label-screen.module.css';
import { QueueChoice } from './queue-choice.tsx';

/** A grid made for speed: one key labels and goes on. */
export function LabelScreen() {
  const project = useStore(session, (state) => state.project);
  const sources = useAnswer(() => engine.sources.list.query(), []);
  const [queue, setQueue] = useState<Queue>(firstQueue);
  const next = () => setQueue({ ...queue, seed: queue.seed + 1 });
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
          <PrimaryButton keyShown="N" disabled={isEmpty} onClick={next}>
            Next queue
          </PrimaryButton>
        </>
      }
    >
      <div className={styles['main']}>
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

const legend = [
  ['F', 'informative'],
  ['D', 'uninformative'],
  ['S', 'unsure'],
  ['X', 'take back'],
] as const;

/** The keys, and how many labels of each kind there are. */
function LabelFoot() {
  const saved = useStore(labelling.store, (state) => state.waiting === 0 && state.savedAt);
  const advances = useStore(preferences, (each) => each.advances);
  const counts = useAnswer(() => engine.labels.counts.query(), [saved]);
  const value = counts.value;
  const decided = value ? value.informative + value.uninformative : 0;
  return (
    <div className={styles['foot']}>
      {legend.map(([key, words]) => (
        <span key={key} className={styles['key']}>
          <KeyHint label={key} /> {words}
        </span>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-pressed={advances}
        onClick={() => prefer({ advances: !advances })}
      >
        {advances ? 'Goes on after a label' : 'Stays after a label'} (M)
      </Button>
      <span className={styles['space']} />
      {value ? (
        <>
          <Balance informative={value.informative} uninformative={value.uninformative} />
          <span>
            {grouped(value.informative)} informative, {grouped(value.uninformative)} uninformative,{' '}
            {grouped(value.unsure)} unsure
          </span>
          <span className={styles['quiet']}>
            {grouped(decided > 0 ? value.heldOut : 0)} in the hold-out
          </span>
        </>
      ) : null}
    </div>
  );
}

function Balance({ informative, uninformative }: { informative: number; uninformative: number }) {
  const total = informative + uninformative;
  if (total === 0) return null;
  return (
    <span
      className={styles['balance']}
      role="img"
      aria-label={`${Math.round((100 * informative) / total)}% of labels are informative`}
    >
      <span className={styles['informative']} style={{ flexGrow: informative }} />
      <span className={styles['uninformative']} style={{ flexGrow: uninformative }} />
    </span>
  );
}
