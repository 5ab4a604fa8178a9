import { Button } from '@mantine/core';
import { useState } from 'react';
import type { FilterModel } from '../../shared/model.ts';
import { counted, grouped } from '../element/numbers.ts';
import styles from './classifier-screen.module.css';
import { CompareModels } from './compare-models.tsx';
import { LineageRow } from './lineage-row.tsx';
import { Part } from './part.tsx';
import tables from './table.module.css';
import { type Training, trainingsOf, withChosen } from './trainings.ts';

const shownAtFirst = 4;

/** All models of the project, newest training first, with what each was made of. */
export function LineagePart(props: {
  readonly models: readonly FilterModel[];
  readonly shown: number;
  readonly isBusy: boolean;
  readonly isReadOnly: boolean;
  readonly onShow: (id: number) => void;
}) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [showsAll, setShowsAll] = useState(false);
  const trainings = trainingsOf(props.models);
  return (
    <Part name="models" title="All models">
      <p className={styles['quiet']}>
        A model is its labels, its encoder, what training chose, the seed and the version of the
        program; its hash is of all of them, so the same ingredients give the same hash. Mark two to
        compare them.
      </p>
      <table className={tables['table']} data-lineage>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Hold-out AUC</th>
            <th scope="col">Sources left out</th>
            <th scope="col">Made with</th>
            <th scope="col">Hash</th>
            <td />
          </tr>
        </thead>
        {(showsAll ? trainings : trainings.slice(0, shownAtFirst)).map((training) => (
          <tbody key={training.labelsHash}>
            <TrainingTitle training={training} />
            {training.models.map((model) => (
              <LineageRow
                key={model.id}
                {...props}
                model={model}
                isShown={model.id === props.shown}
                isChosen={chosen.includes(model.id)}
                onChoose={() => setChosen(withChosen(chosen, model.id))}
              />
            ))}
          </tbody>
        ))}
      </table>
      {trainings.length > shownAtFirst && !showsAll ? (
        <Button variant="subtle" onClick={() => setShowsAll(true)}>
          Show all {grouped(trainings.length)} trainings
        </Button>
      ) : null}
      <CompareModels models={props.models} chosen={chosen} />
    </Part>
  );
}

function TrainingTitle({ training }: { training: Training }) {
  const first = training.models[0];
  if (!first) return null;
  const { informative, uninformative } = first.trainedOn;
  return (
    <tr className={tables['group']}>
      <th scope="rowgroup" colSpan={6}>
        {counted(informative + uninformative, 'label')}
        <span className={styles['quiet']}>
          {' '}
          {grouped(informative)} informative, {grouped(uninformative)} uninformative, labels{' '}
          <span className={tables['hash']} title={training.labelsHash}>
            {training.labelsHash.slice(0, 12)}
          </span>
        </span>
      </th>
    </tr>
  );
}
