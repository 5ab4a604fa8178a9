import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { GridPatch, GridQuery } from '../../shared/grid.ts';
import { type GridGeometry, rowsPerPage } from '../element/grid-geometry.ts';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import type { Command } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { labelling } from '../session/labelling.ts';
import { useStore } from '../session/store.ts';
import { whenSaved } from '../session/when-saved.ts';
import styles from './assisted-page.module.css';
import { isLabelled } from './grid-commands.ts';
import { useOpenPatches } from './open-patches.ts';
import { pageOfSet } from './page-of-set.ts';
import { PatchDesk } from './patch-desk.tsx';
import { PatchesProblem } from './patch-work.tsx';
import { type Flips, marksOfPage, valueOnPage, withSaid, withTurned } from './suggestions.ts';
import { useGridState } from './use-grid-state.ts';
import type { Page } from './use-selection.ts';

const noFlips: Flips = new Map();
/** Patches of the first page, before the grid has told how many fit. */
const firstCount = 40;

/**
 * A page that the model has labelled already, sorted by score: a click or a key turns over what is
 * wrong, Enter commits the whole page as one action and goes on to the next.
 */
export function AssistedPage(props: {
  readonly query: GridQuery;
  readonly empty: ReactNode;
  readonly commands?: readonly Command[];
  /** told when a page has been committed */
  readonly onCommit?: () => void;
  /** where the order shown is of before: called once a committed page has drawn the new one */
  readonly newOrder?: (() => void) | null;
}) {
  const { opened, page, state, flips, marks, ...assisted } = useAssistedPage(props);
  if (opened.problem) return <PatchesProblem opened={opened} />;
  const selected = () =>
    state.selectedCount > 0
      ? Array.from({ length: page.total ?? 0 }, (_, at) => at).filter(state.isSelected)
      : [state.focus];
  const turn = () => assisted.turn(selected());
  return (
    <>
      <PatchDesk
        label="Page labelled by the model"
        opened={page}
        state={state}
        isOpening={!assisted.isReady}
        shown={(patch) => shownOf(patch, flips)}
        onClick={(at) => assisted.turn([at])}
        empty={props.empty}
        commands={[...pageCommands({ ...assisted, turn }), ...(props.commands ?? [])]}
      />
      <PageBar
        marks={marks}
        from={assisted.from}
        to={assisted.from + (page.total ?? 0)}
        total={opened.total ?? 0}
        isReady={assisted.isReady}
        onCommit={assisted.commit}
      />
    </>
  );
}

/** Labels that are not saved by then are not waited for: the old order goes on. */
const longestSavingMs = 2000;

/** The page of a query that is looked at, what a person changed on it, and committing it. */
function useAssistedPage({ query, onCommit, newOrder }: Parameters<typeof AssistedPage>[0]) {
  const opened = useOpenPatches(query);
  // A view drawn anew begins with its first page.
  const key = `${JSON.stringify(query)} ${opened.view}`;
  const [leaving, setLeaving] = useState<number | null>(null);
  const [start, setStart] = useState({ from: 0, of: key });
  const from = start.of === key ? start.from : 0;
  const [count, setCount] = useState(firstCount);
  const [flips, setFlips] = useState<Flips>(noFlips);
  useStore(labelling.store, (each) => each.version);
  const page = pageOfSet(opened.set, opened.total, from, count);
  const state = useGridState(
    page,
    (patches, value, reason) => setFlips(withSaid(flips, patches, { value, reason })),
    `${key} ${from} ${count}`,
  );
  const marks = marksOfPage(page.patches, flips, isLabelled);
  const isLeaving = leaving !== null && leaving === opened.view;
  const isHere = page.patches.length === (page.total ?? -1);
  const isReady = isHere && !opened.isOpening && !isLeaving;
  const goTo = (to: number) =>
    setStart({ from: Math.max(0, Math.min(to, opened.total ?? 0)), of: key });
  /** Only once the page is saved: the new order leaves it out. */
  const drawAnew = async (drawn: () => void) => {
    setLeaving(opened.view);
    if (await whenSaved(labelling.store, longestSavingMs)) {
      opened.reopen();
      drawn();
    } else {
      setLeaving(null);
      goTo(from + count);
    }
  };
  return {
    opened,
    page,
    state: {
      ...state,
      onGeometry(grid: GridGeometry, seen: () => Page) {
        state.onGeometry(grid, seen);
        if (grid.viewHeight > 0) setCount(rowsPerPage(grid) * grid.columns);
      },
    },
    flips,
    marks,
    from,
    isReady,
    goBy: (pages: number) => goTo(from + pages * count),
    commit() {
      if (!isReady) return;
      if (marks.length > 0) labelling.label(marks);
      setFlips(noFlips);
      onCommit?.();
      if (newOrder) void drawAnew(newOrder);
      else goTo(from + count);
    },
    turn(places: readonly number[]) {
      const patches = places.flatMap((at) => page.set.patchAt(at) ?? []);
      setFlips(
        withTurned(
          flips,
          patches.filter((patch) => !isLabelled(patch)),
        ),
      );
    },
  };
}

function pageCommands(page: {
  readonly isReady: boolean;
  readonly commit: () => void;
  readonly turn: () => void;
  readonly goBy: (pages: number) => void;
}): readonly Command[] {
  const blocked = page.isReady ? null : 'The page is still being opened. Press the key again.';
  return [
    { ...command('Commit the page', ['enter'], page.commit), blocked },
    { ...command('Turn over what the model says', ['t'], page.turn), blocked },
    command('Next page, without committing', [']'], () => page.goBy(1)),
    command('Page before', ['['], () => page.goBy(-1)),
  ];
}

const command = (title: string, keys: readonly string[], run: () => void): Command => ({
  title,
  group: 'Label',
  keys,
  run,
});

/** A label that is there shows as ever; a flip is the person's and solid, a suggestion hollow. */
function shownOf(patch: GridPatch, flips: Flips) {
  if (isLabelled(patch)) return {};
  const value = valueOnPage(patch, flips);
  return { value, state: flips.has(patch.ordinal) ? 'pending' : 'suggested' } as const;
}

function PageBar(props: {
  readonly marks: ReturnType<typeof marksOfPage>;
  readonly from: number;
  readonly to: number;
  readonly total: number;
  readonly isReady: boolean;
  readonly onCommit: () => void;
}) {
  const { marks } = props;
  const key = useShownKey('commit-the-page', 'enter');
  const of = (value: string, origin?: string) =>
    marks
      .filter((mark) => mark.value === value && (origin === undefined || mark.origin === origin))
      .reduce((sum, mark) => sum + mark.ordinals.length, 0);
  const all = marks.reduce((sum, mark) => sum + mark.ordinals.length, 0);
  const turned = marks
    .filter((mark) => mark.origin === 'hand')
    .reduce((sum, mark) => sum + mark.ordinals.length, 0);
  return (
    <div className={styles['bar']} role="status">
      <span>
        {props.total > 0
          ? `${grouped(props.from + 1)} to ${grouped(props.to)} of ${grouped(props.total)}`
          : ''}
      </span>
      <span className={styles['quiet']}>
        {grouped(of('informative'))} informative, {grouped(of('uninformative'))} uninformative
        {turned > 0 ? `, ${grouped(turned)} changed by you` : ''}
      </span>
      <span className={styles['quiet']}>Click what is wrong</span>
      <span className={styles['space']} />
      <Button
        variant="filled"
        disabled={!props.isReady || all === 0}
        onClick={props.onCommit}
        rightSection={<KeyHint label={key} quiet />}
      >
        Label {grouped(all)} patches
      </Button>
    </div>
  );
}
