import { Button } from '@mantine/core';
import type { Display } from '../../shared/display.ts';
import { DifferenceView } from '../element/difference-view.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { useKeysOfGrid } from '../patch-work/use-keys-of-grid.ts';
import { useShownKey } from '../session/key-map.ts';
import { preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import { DistanceBars } from './distance-bars.tsx';
import { spanOfDistance } from './distance-spans.ts';
import { chooseExemplar, type Desk, mergeGroups, splitOut } from './group-actions.ts';
import { comparedIn } from './group-pictures.tsx';
import styles from './groups.module.css';
import { groupsState } from './groups-state.ts';
import { MemberGrid } from './member-grid.tsx';
import { keyOfPatch } from './member-set.ts';
import { regrouping } from './regroup.ts';
import { useDifference } from './use-difference.ts';

/** The exemplar against the member in focus, how far all are, and all of them. */
export function GroupMain(props: {
  readonly desk: Desk;
  /** another group is on its way */
  readonly isOpening: boolean;
  readonly project: string;
  readonly display: Display;
  readonly isActive: boolean;
  readonly blocked: string | null;
  readonly onTake: () => void;
}) {
  const { desk, project, display } = props;
  const { tileSize, scaleBar } = useStore(preferences, (each) => each);
  const { head, members, set, absent } = desk;
  const { member } = members;
  const difference = useDifference(`${head.ordinal} ${member && keyOfPatch(member.address)}`);
  const keys = useKeysOfGrid(true);
  const { first, second } = comparedIn(desk, { project, display, hasScale: scaleBar });
  return (
    <>
      <DifferenceView {...difference} first={first} second={second} />
      <section
        ref={keys}
        className={styles['members']}
        aria-busy={props.isOpening || undefined}
        style={{ maxHeight: highest(head.total, tileSize) }}
        aria-label="Members"
        data-active={props.isActive || undefined}
        onFocusCapture={props.onTake}
        onPointerDownCapture={props.onTake}
      >
        <MembersHead desk={desk} isBlocked={props.isOpening || props.blocked !== null} />
        <DistanceBars
          distances={head.distances}
          at={member?.distance ?? null}
          onPick={(distance) => members.goTo(spanOfDistance(head.distances, distance).from)}
        />
        <MemberGrid
          set={set}
          head={head}
          walk={members}
          project={project}
          display={display}
          absent={absent}
        />
      </section>
    </>
  );
}

/** A few members leave the rest of the window to the pictures above: their head, and rows of at least four. */
const highest = (members: number, tile: number) => 112 + Math.ceil(members / 4) * (tile + 2);

function MembersHead({ desk, isBlocked }: { desk: Desk; isBlocked: boolean }) {
  const { head, members } = desk;
  const { pending } = useStore(regrouping, (state) => state);
  const marked = useStore(groupsState, (state) => state.marked);
  const { member, selectedCount } = members;
  const cannot = isBlocked || member === null;
  return (
    <header className={styles['head']}>
      <h2>
        Members{' '}
        <span className={styles['quiet']}>
          {head.total > 0 ? `${grouped(members.focus + 1)} of ${grouped(head.total)}` : 'none'}
          {selectedCount > 0 ? `, ${grouped(selectedCount)} selected` : ''}
        </span>
      </h2>
      {pending ? <span role="status">{pending}…</span> : null}
      <span className={styles['space']} />
      <Act
        id="make-this-the-exemplar"
        fallback="c"
        disabled={cannot}
        onClick={() => member && void chooseExemplar(desk, member)}
      >
        Make it the exemplar
      </Act>
      <Act
        id="split-out-of-the-group"
        fallback="s"
        disabled={cannot}
        onClick={() => void splitOut(desk)}
      >
        Split out {selectedCount > 1 ? grouped(selectedCount) : ''}
      </Act>
      <Act
        id="mark-to-merge-or-merge"
        fallback="m"
        disabled={isBlocked}
        onClick={() => void mergeGroups(desk)}
      >
        {marked && marked.ordinal !== desk.group.ordinal ? 'Merge the marked' : 'Merge…'}
      </Act>
    </header>
  );
}

function Act(props: {
  readonly id: string;
  readonly fallback: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
}) {
  const key = useShownKey(props.id, props.fallback);
  return (
    <Button
      size="compact-xs"
      disabled={props.disabled}
      // The members keep the keys.
      onMouseDown={(event) => event.preventDefault()}
      onClick={props.onClick}
      rightSection={<KeyHint label={key} />}
    >
      {props.children}
    </Button>
  );
}
