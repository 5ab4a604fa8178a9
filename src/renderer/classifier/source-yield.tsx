import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ThresholdYield } from '../../shared/model.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { counted, grouped } from '../element/numbers.ts';
import { attempt, say } from '../session/notice.ts';
import lists from './bar-list.module.css';
import styles from './classifier-screen.module.css';
import { thresholdText } from './model-words.ts';

type SourceRow = ThresholdYield['perSource'][number];

const shownAtFirst = 12;

/** What is kept of each source; on request, thresholds of single sources. */
export function SourceYield(props: {
  readonly yielded: ThresholdYield;
  readonly isReadOnly: boolean;
}) {
  const { perSource, threshold } = props.yielded;
  const own = perSource.filter((row) => row.threshold !== null).length;
  const [wantsOwn, setWantsOwn] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const showsOwn = (wantsOwn || own > 0) && !props.isReadOnly;
  const rows = showsAll ? perSource : perSource.slice(0, shownAtFirst);
  return (
    <div>
      <header className={styles['title']}>
        <h3>Kept of each source</h3>
        <Disclosure
          own={own}
          isReadOnly={props.isReadOnly}
          isOpen={wantsOwn}
          onTurn={() => setWantsOwn(!wantsOwn)}
        />
      </header>
      <ul className={lists['yield']} data-own={showsOwn || undefined}>
        {rows.map((row) => (
          <li key={row.source}>
            <span className={lists['name']} title={row.name}>
              {row.name}
            </span>
            <Bar fraction={row.exemplars > 0 ? row.kept / row.exemplars : 0} />
            <span className={lists['number']}>
              {grouped(row.kept)}{' '}
              <span className={styles['quiet']}>of {grouped(row.exemplars)}</span>
            </span>
            {showsOwn ? (
              <OwnThreshold key={`${row.source} ${row.threshold}`} row={row} ofAll={threshold} />
            ) : null}
          </li>
        ))}
      </ul>
      {perSource.length > shownAtFirst && !showsAll ? (
        <Button variant="subtle" onClick={() => setShowsAll(true)}>
          Show all {grouped(perSource.length)} sources
        </Button>
      ) : null}
    </div>
  );
}

/** Turns the column of single thresholds on; where there are some, it stays. */
function Disclosure(props: {
  readonly own: number;
  readonly isReadOnly: boolean;
  readonly isOpen: boolean;
  readonly onTurn: () => void;
}) {
  if (props.own > 0) {
    return (
      <span className={styles['quiet']}>
        {counted(props.own, 'source')} with a threshold of its own
      </span>
    );
  }
  if (props.isReadOnly) return null;
  return (
    <Button variant="subtle" aria-expanded={props.isOpen} onClick={props.onTurn}>
      Thresholds of single sources
    </Button>
  );
}

function OwnThreshold({ row, ofAll }: { row: SourceRow; ofAll: number }) {
  const [typed, setTyped] = useState<number | string>(row.threshold ?? '');
  const set = (threshold: number | null) => void setSourceThreshold(row.source, threshold);
  const commit = () => {
    if (typeof typed === 'number' && typed !== row.threshold) set(typed);
  };
  return (
    <span className={lists['own']}>
      <NumberInput
        aria-label={`Threshold of ${row.name}`}
        placeholder={thresholdText(ofAll)}
        min={0}
        max={1}
        step={0.01}
        decimalScale={3}
        clampBehavior="strict"
        hideControls
        value={typed}
        onChange={setTyped}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
      {row.threshold === null ? null : (
        <Button
          variant="subtle"
          aria-label={`Reset the threshold of ${row.name}`}
          onClick={() => set(null)}
        >
          Reset
        </Button>
      )}
    </span>
  );
}

async function setSourceThreshold(source: number, threshold: number | null): Promise<void> {
  const done = await attempt(engine.models.setThreshold.mutate({ threshold, source }));
  if (done) say(done.summary, true);
}
