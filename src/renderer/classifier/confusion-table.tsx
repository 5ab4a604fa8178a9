import { UnstyledButton } from '@mantine/core';
import type { Confusion, JudgedOn } from '../../shared/model.ts';
import { counted, grouped } from '../element/numbers.ts';
import { showPatches } from '../session/navigation.ts';
import styles from './confusion-table.module.css';
import { judgedWords } from './model-words.ts';

type Cell = keyof Confusion['ordinals'];

const titles: Readonly<Record<Cell, string>> = {
  truePositive: 'Informative, kept',
  falseNegative: 'Informative, dropped',
  falsePositive: 'Uninformative, kept',
  trueNegative: 'Uninformative, dropped',
};

/** Labels against what the model says of their patches; a cell opens them. */
export function ConfusionTable(props: {
  readonly confusion: Confusion;
  readonly judgedOn: JudgedOn;
}) {
  const { confusion, judgedOn } = props;
  const cell = (name: Cell) => <ConfusionCell name={name} confusion={confusion} />;
  return (
    <table className={styles['confusion']}>
      <caption>{judgedWords[judgedOn]}; a number opens its patches</caption>
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

/** Labels of patches that are no exemplars of this cut count too, but only exemplars can be shown. */
function ConfusionCell({ name, confusion }: { name: Cell; confusion: Confusion }) {
  const ordinals = confusion.ordinals[name];
  const all = counted(confusion[name], 'patch', 'patches');
  const words =
    ordinals.length === confusion[name]
      ? `Show ${all}: ${titles[name]}`
      : `${all}: ${titles[name]}. Show the ${grouped(ordinals.length)} that are exemplars`;
  return (
    <td data-right={name.startsWith('true') || undefined}>
      <UnstyledButton
        disabled={ordinals.length === 0}
        aria-label={words}
        title={words}
        onClick={() => showPatches(titles[name], { set: 'ordinals', order: 'score-up', ordinals })}
      >
        {grouped(confusion[name])}
      </UnstyledButton>
    </td>
  );
}
