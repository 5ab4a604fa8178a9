import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { FalseShareThresholds, FilterModel, ThresholdYield } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { counted, percentText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { useSettled } from '../session/use-settled.ts';
import lists from './bar-list.module.css';
import styles from './classifier-screen.module.css';
import { hasBothKinds, thresholdText } from './model-words.ts';

/** Finds the lowest thresholds that keep at most so many uninformative patches among the kept. */
export function FalseShare(props: {
  readonly model: FilterModel;
  /** what the model in force keeps now */
  readonly yielded: ThresholdYield;
  readonly onTry: (threshold: number) => void;
}) {
  const [percent, setPercent] = useState(5);
  const atMost = useSettled(percent, 200) / 100;
  const found = useAnswer(
    () => engine.models.falseShare.query({ atMost }),
    [props.model.id, atMost],
  );
  const { holdOut, perSource } = props.yielded;
  const own = perSource.filter(({ threshold }) => threshold !== null).length;
  if (!hasBothKinds(holdOut)) {
    return (
      <p className={styles['quiet']}>
        How many uninformative patches a threshold keeps cannot be told: the labelled exemplars of
        the hold-out are not of both kinds.
      </p>
    );
  }
  return (
    <div>
      <NumberInput
        label="Keep at most so many uninformative among the kept"
        className={styles['percent'] ?? ''}
        suffix=" %"
        min={0}
        max={100}
        step={1}
        decimalScale={1}
        value={percent}
        onChange={(value) => {
          if (typeof value === 'number') setPercent(Math.min(100, Math.max(0, value)));
        }}
      />
      {own > 0 ? (
        <p className={styles['quiet']}>
          Of the sources that have no threshold of their own; {counted(own, 'source')}{' '}
          {own === 1 ? 'has' : 'have'} one.
        </p>
      ) : null}
      {found.problem ? <Problem words={found.problem} /> : null}
      {found.value ? (
        <ul className={lists['suggestions']}>
          <Suggestion
            title="By count"
            what="of the hold-out labels kept"
            found={found.value.byCount}
            onTry={props.onTry}
          />
          <Suggestion
            title="Careful"
            what="at the upper end of the interval"
            found={found.value.byUpperBound}
            onTry={props.onTry}
          />
        </ul>
      ) : null}
    </div>
  );
}

function Suggestion(props: {
  readonly title: string;
  readonly what: string;
  readonly found: FalseShareThresholds['byCount'];
  readonly onTry: (threshold: number) => void;
}) {
  const { title, what, found } = props;
  return (
    <li>
      <span>
        {title} <span className={styles['quiet']}>{what}</span>
      </span>
      {found ? (
        <Button
          aria-label={`${title}: try ${thresholdText(found.threshold)}`}
          onClick={() => props.onTry(found.threshold)}
        >
          Try {thresholdText(found.threshold)}
        </Button>
      ) : null}
      <p className={styles['quiet']}>
        {found
          ? `${percentText(found.falseShare.share)} of ${counted(found.kept, 'label')} kept (95% ${percentText(found.falseShare.low)} to ${percentText(found.falseShare.high)}); ${percentText(found.recall)} of the informative kept`
          : 'No threshold does: allow more, or label more of the hold-out.'}
      </p>
    </li>
  );
}
