import { UnstyledButton } from '@mantine/core';
import type { Confusion } from '../../shared/model.ts';
import { grouped } from '../element/numbers.ts';
import { showPatches } from '../session/navigation.ts';
import styles from './classifier-screen.module.css';

type Cell = keyof Confusion['ordinals'];

const titles: Readonly<Record<Cell, string>> = {
  truePositive: 'Informative, kept',
  falseNegative: 'Informative, dropped',
  falsePositive: 'Uninformative, kept',
  trueNegative: 'Uninformative, dropped',
};

/** Labels of the hold-out against what the model says; a cell opens its patches. */
export function ConfusionTable({ confusion }: { confusion: Confusion }) {
  const cell = (name: Cell) => (
    <td data-right={name.startsWith('true') || undefined}>
      <UnstyledButton
        disabled={confusion[name] === 0}
        aria-label={`Show ${confusion[name]} patches: ${titles[name]}`}
        onClick={() =>
          showPatches(titles[name], {
            set: 'ordinals',
            order: 'score-up',
            ordinals: confusion.ordinals[name],
          })
        }
      >
        {grouped(confusion[name])}
      </UnstyledButton>
    </td>
  );
  return (
    <table className={styles['confusion']}>
      <caption>Hold-out; a number opens its patches</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">kept</th>
          <th scope="col">dropped</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">informative</th>
          {cell('truePositive')}
          {cell('falseNegative')}
        </tr>
        <tr>
          <th scope="row">uninformative</th>
          {cell('falsePositive')}
          {cell('trueNegative')}
        </tr>
      </tbody>
    </table>
  );
}
