import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { useCommands } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { goTo } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './review-screen.module.css';

type Side = 'kept' | 'dropped';
type Show = 'near' | 'all' | 'overridden';

const showWords: Readonly<Record<Show, string>> = {
  near: 'Nearest to the threshold first',
  all: 'Surest first',
  overridden: 'Overridden by hand',
};

/** Kept and dropped side by side; a person's decision always wins over the model's. */
export function ReviewScreen() {
  const project = useStore(session, (state) => state.project);
  const [side, setSide] = useState<Side>('kept');
  const [show, setShow] = useState<Show>('near');
  const [source, setSource] = useState('');
  const [turn, setTurn] = useState(1);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const inUse = useAnswer(() => engine.models.yield.query({ threshold: null }), []);
  const sortAgain = () => setTurn(turn + 1);
  const sortKey = useShownKey('sort-again', 'n');
  useCommands([
    {
      title: 'The other side',
      group: 'This screen',
      keys: ['o'],
      run: () => setSide(other(side)),
    },
    { title: 'Sort again', group: 'This screen', keys: ['n'], run: sortAgain },
  ]);
  if (!project || project.funnel.curated === null) {
    return (
      <Screen title="Review">
        <div className={styles['none']}>
          <Empty words="There is no curated set yet. Train a classifier, or label patches by hand.">
            <Button onClick={() => goTo('classifier')}>Go to Classifier</Button>
          </Empty>
        </div>
      </Screen>
    );
  }
  const { curated, dedup } = project.funnel;
  const ids = source === '' ? [] : [Number(source)];
  const column = (name: Side, count: number) => (
    <ReviewColumn
      key={`${name} ${turn} ${inUse.value?.threshold}`}
      side={name}
      count={count}
      isActive={side === name}
      query={queryOf(name, show, ids)}
      onTake={() => setSide(name)}
    />
  );
  return (
    <Screen
      title="Review"
      scope={
        <>
          <NativeSelect
            aria-label="Order"
            data={Object.entries(showWords).map(([value, label]) => ({ value, label }))}
            value={show}
            // `as`: the options are the keys of showWords.
            onChange={(event) => setShow(event.currentTarget.value as Show)}
          />
          <NativeSelect
            aria-label="Source"
            data={[
              { value: '', label: 'All sources' },
              ...(sources.value ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        </>
      }
      actions={
        <>
          <ViewOptions />
          <PrimaryButton keyShown={sortKey} onClick={sortAgain}>
            Sort again
          </PrimaryButton>
        </>
      }
    >
      <div className={styles['columns']}>
        {inUse.value || inUse.problem ? column('kept', curated) : null}
        {inUse.value || inUse.problem ? column('dropped', dedup - curated) : null}
      </div>
    </Screen>
  );
}

function ReviewColumn(props: {
  readonly side: Side;
  readonly count: number;
  readonly isActive: boolean;
  readonly query: GridQuery;
  readonly onTake: () => void;
}) {
  const { side, isActive } = props;
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
          <span className={styles['quiet']}>{grouped(props.count)}</span>
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
        empty={<Empty words={`Nothing is ${side} here.`} />}
      />
    </section>
  );
}

const other = (side: Side): Side => (side === 'kept' ? 'dropped' : 'kept');

/** Near the threshold are the lowest scores of the kept and the highest of the dropped. */
function queryOf(side: Side, show: Show, sources: number[]): GridQuery {
  const nearest = side === 'kept' ? 'score-up' : 'score-down';
  const surest = side === 'kept' ? 'score-down' : 'score-up';
  if (show === 'overridden') {
    const value = side === 'kept' ? 'informative' : 'uninformative';
    return { set: 'overridden', order: nearest, sources, labels: [value] };
  }
  return { set: side, order: show === 'near' ? nearest : surest, sources };
}
