import { useCallback } from 'react';
import { sectionPicturePath } from '../../shared/context.ts';
import type { Display } from '../../shared/display.ts';
import type { GroupMember } from '../../shared/duplicates.ts';
import { Empty } from '../element/empty.tsx';
import { counted } from '../element/numbers.ts';
import { PatchGrid, type TileContent } from '../element/patch-grid.tsx';
import { steppedSize } from '../patch-work/tile-size.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import { decidedWords } from './group-facts.tsx';
import styles from './groups.module.css';
import type { GroupHead, MemberSet } from './member-set.ts';
import type { MemberWalk } from './use-member-walk.ts';

/** The members of a group, nearest first, drawn with the grey levels of its exemplar. */
export function MemberGrid(props: {
  readonly set: MemberSet;
  readonly head: GroupHead;
  readonly walk: MemberWalk;
  readonly project: string;
  readonly display: Display;
  /** volumes that are not here: their patches cannot be drawn; null until that is known */
  readonly absent: ReadonlySet<number> | null;
}) {
  const { set, head, walk, project, display, absent } = props;
  const { tileSize } = useStore(preferences, (each) => each);
  const zoom = useCallback((direction: 1 | -1) => {
    prefer({ tileSize: steppedSize(preferences.get().tileSize, direction) });
  }, []);
  const contentAt = (at: number): TileContent | null => {
    const member = set.memberAt(at);
    if (!member) return null;
    const isAbsent = absent?.has(member.address.volume);
    // Not asked for before it is known that it is here.
    const picture =
      isAbsent === false ? memberPicture(project, member, head.ordinal, display) : null;
    return { ...wordsOf(member, isAbsent !== true), picture };
  };
  return (
    <div className={styles['grid']}>
      <PatchGrid
        label="Members"
        total={head.total}
        tileSize={tileSize}
        focus={walk.focus}
        top={walk.top}
        isSelected={walk.isSelected}
        anySelected={walk.selectedCount > 0}
        contentAt={contentAt}
        onVisible={set.show}
        onGeometry={walk.onGeometry}
        onPick={walk.pick}
        onLasso={walk.lasso}
        onZoom={zoom}
        empty={<Empty words="This exemplar stands for itself alone." />}
      />
    </div>
  );
}

/** Address of a member's picture. */
export function memberPicture(
  project: string,
  { address }: GroupMember,
  like: number,
  display: Display,
): string {
  return sectionPicturePath(project, { ...address, window: address.box }, { like, display });
}

function wordsOf(member: GroupMember, isHere: boolean) {
  const decided = member.by === null ? '' : decidedWords[member.by];
  const lines = [member.name, decided, isHere ? '' : 'Its volume is not here.'];
  return {
    name: member.name,
    // What a person decided is told in words: no colour says it.
    caption: [counted(member.distance, 'bit'), member.by ?? ''].filter(Boolean).join(', '),
    hint: lines.filter(Boolean).join('\n'),
    value: null,
    state: 'saved',
    heldOut: false,
  } as const;
}
