import { UnstyledButton } from '@mantine/core';
import type { FilterModel } from '../../shared/model.ts';
import { grouped } from '../element/numbers.ts';
import styles from './classifier-screen.module.css';

/** All models of the project, newest first, with what each was trained on. */
export function ModelLineage(props: {
  readonly models: readonly FilterModel[];
  readonly shown: number;
  readonly onShow: (id: number) => void;
}) {
  const newestFirst = [...props.models].sort((a, b) => b.id - a.id);
  return (
    <section>
      <h2>Models</h2>
      <ul className={styles['lineage']}>
        {newestFirst.map((model) => (
          <li key={model.id}>
            <UnstyledButton
              aria-current={model.id === props.shown || undefined}
              onClick={() => props.onShow(model.id)}
            >
              <span>Model {model.id}</span>
              <span className={styles['name']}>{model.hash.slice(0, 12)}</span>
              <span>
                {grouped(model.trainedOn.informative + model.trainedOn.uninformative)} labels
              </span>
              <span>
                {model.holdOut.auc === null ? 'AUC –' : `AUC ${model.holdOut.auc.toFixed(3)}`}
              </span>
              <span>{model.current ? 'in use' : ''}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
