import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LabelCounts } from '../../shared/decision.ts';
import { explain } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { Empty } from '../element/empty.tsx';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Problem } from '../element/problem.tsx';
import { Column, Screen } from '../element/screen.tsx';
import { useCommands } from '../session/commands.ts';
import { activeJob, latestJob } from '../session/job-list.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './classifier-screen.module.css';
import { ModelCard } from './model-card.tsx';
import { ModelLineage } from './model-lineage.tsx';
import { ThresholdPart } from './threshold-part.tsx';

/** Fewest labels outside the hold-out that a filter model is trained on (the engine's own rule). */
const neededLabels = 64;

/** The filter model: train it, judge it, choose its threshold. */
export function ClassifierScreen() {
  const models = useAnswer(() => engine.models.list.query(), []);
  const counts = useAnswer(() => engine.labels.counts.query(), []);
  const jobs = useStore(session, (state) => state.jobs);
  const [shownId, setShownId] = useState<number | null>(null);
  const isBusy = activeJob(jobs) !== null;
  const train = () => void attempt(engine.models.train.mutate({}));
  const key = useShownKey('train-a-model', 't');
  useCommands(
    isBusy ? [] : [{ title: 'Train a model', group: 'This screen', keys: ['t'], run: train }],
  );
  const list = models.value ?? [];
  const shown =
    list.find((model) => model.id === shownId) ?? list.find((model) => model.current) ?? list[0];
  const failed = latestJob(jobs, ['train', 'score']);
  const training = counts.value ? trainingLabels(counts.value) : 0;
  return (
    <Screen
      title="Classifier"
      actions={
        <PrimaryButton
          keyShown={key}
          disabled={isBusy || (list.length === 0 && training < neededLabels)}
          onClick={train}
        >
          {list.length === 0 ? 'Train' : 'Train again'} on {training} labels
        </PrimaryButton>
      }
    >
      {shown ? (
        <Column>
          <div className={styles['page']}>
            {models.problem ? <Problem words={models.problem} /> : null}
            {failed?.failure ? <Problem words={explain(failed.failure)} /> : null}
            <ModelCard model={shown} />
            {shown.current ? <ThresholdPart model={shown} /> : null}
            <ModelLineage models={list} shown={shown.id} onShow={setShownId} />
          </div>
        </Column>
      ) : (
        <div className={styles['none']}>
          {models.problem ? <Problem words={models.problem} /> : null}
          {failed?.failure ? <Problem words={explain(failed.failure)} /> : null}
          {models.value && counts.value ? <NoModel have={training} /> : null}
        </div>
      )}
    </Screen>
  );
}

function NoModel({ have }: { have: number }) {
  const missing = Math.max(0, neededLabels - have);
  const words =
    missing > 0
      ? `No filter model yet. Label ${missing} more patches outside the hold-out to train one: ${have} of ${neededLabels} are there.`
      : 'No filter model yet. There are enough labels: train the first one.';
  return (
    <Empty words={words}>
      <div className={styles['progress']}>
        <Bar fraction={have / neededLabels} tone="progress" label="Labels for the first model" />
      </div>
      <Button onClick={() => goTo('label')}>Label patches</Button>
    </Empty>
  );
}

/** Labels that a model may learn from: the hold-out's are for testing it. */
function trainingLabels(counts: LabelCounts): number {
  return Math.max(0, counts.informative + counts.uninformative - counts.heldOut);
}
