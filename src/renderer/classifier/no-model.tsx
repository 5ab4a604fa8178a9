import { Button } from '@mantine/core';
import type { TrainableLabels } from '../../shared/model.ts';
import { Bar } from '../element/bar.tsx';
import { Empty } from '../element/empty.tsx';
import { goTo } from '../session/navigation.ts';
import styles from './classifier-screen.module.css';
import { missingForModel, neededLabels } from './labels-for-model.ts';

/** Before the first model: what it still takes, and where to do that. */
export function NoModel(props: {
  readonly exemplars: number;
  readonly counts: TrainableLabels;
  readonly isReadOnly: boolean;
}) {
  const missing = missingForModel(props.exemplars, props.counts);
  const toSources = missing.kind === 'no-patches';
  return (
    <Empty words={props.isReadOnly ? 'No filter model in this project.' : missing.words}>
      {missing.kind === 'too-few' ? (
        <div className={styles['progress']}>
          <Bar
            fraction={missing.have / neededLabels}
            tone="progress"
            label="Labels for the first model"
          />
        </div>
      ) : null}
      {props.isReadOnly ? null : (
        <Button onClick={() => goTo(toSources ? 'sources' : 'label')}>
          {toSources ? 'Go to Sources' : 'Label patches'}
        </Button>
      )}
    </Empty>
  );
}
