import { useState } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { Empty } from '../element/empty.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { labelOf } from './label-of.ts';
import { type Narrowing, type Show, type Side, sideQuery } from './review-query.ts';
import styles from './review-screen.module.css';
import { overrideWords, type ThresholdOf } from './tile-words.ts';

/** Kept and dropped side by side; of the two, one takes the keys. */
export function ReviewSides(props: {
  readonly show: Show;
  readonly narrowing: Narrowing;
  readonly thresholdOf: ThresholdOf | null;
  /** exemplars on each side, whatever narrows the grids */
  readonly counts: Readonly<Record<Side, number>>;
  /** what the grids were sorted by; another one sorts again */
  readonly sorted: string;
}) {
  const [side, setSide] = useState<Side>('kept');
  useCommands([
    {
      title: 'The other side',
      group: 'This screen',
      keys: ['o'],
      run: () => setSide(side === 'kept' ? 'dropped' : 'kept'),
    },
  ]);
  const { show, narrowing } = props;
  const isNarrowed =
    show === 'overridden' || narrowing.band !== null || narrowing.sources.length > 0;
  return (
    <div className={styles['columns']}>
      {(['kept', 'dropped'] as const).map((name) => (
        <Column
          key={`${name} ${props.sorted}`}
          side={name}
          count={props.counts[name]}
          isNarrowed={isNarrowed}
          isActive={side === name}
          query={sideQuery(name, show, narrowing)}
          thresholdOf={props.thresholdOf}
          onTake={() => setSide(name)}
        />
      ))}
    </div>
  );
}

function Column(props: {
  readonly side: Side;
  readonly count: number;
  /** the grid shows some of them only */
  readonly isNarrowed: boolean;
  readonly isActive: boolean;
  readonly query: GridQuery;
  readonly thresholdOf: ThresholdOf | null;
  readonly onTake: () => void;
}) {
  const { side, isActive, thresholdOf } = props;
  const label = side === 'kept' ? 'label-uninformative' : 'label-informative';
  const key = useShownKey(label, side === 'kept' ? 'd' : 'f');
  return (
    <section
      className={styles['column']}
      data-active={isActive || undefined}
      aria-label={`${side}, ${grouped(props.count)} exemplars`}
      onFocusCapture={props.onTake}
      onPointerDownCapture={props.onTake}
    >
      <h2 className={styles['head']}>
        <span>
          {side === 'kept' ? 'Kept' : 'Dropped'}{' '}
          <span className={styles['quiet']}>
            {grouped(props.count)}
            {props.isNarrowed ? ' in all' : ''}
          </span>
        </span>
        {isActive ? (
          <span className={styles['quiet']}>
            <KeyHint label={key} /> {side === 'kept' ? 'drops it' : 'keeps it'}
          </span>
        ) : null}
      </h2>
      <PatchWork
        label={side === 'kept' ? 'Kept exemplars' : 'Dropped exemplars'}
        query={props.query}
        origin="override"
        active={isActive}
        withInspector={false}
        shown={(patch) => (thresholdOf ? overrideWords(patch, labelOf(patch), thresholdOf) : {})}
        empty={<Empty words={`Nothing is ${side} here.`} />}
      />
    </section>
  );
}
