import { useRef, useState } from 'react';
import { Problem } from '../element/problem.tsx';
import { useDisplay } from '../patch-work/use-display.ts';
import { useCommands } from '../session/commands.ts';
import { busyWords } from '../session/job-list.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { type Desk, mergeGroups } from './group-actions.ts';
import { type ActiveGrid, groupCommands } from './group-commands.ts';
import { GroupList } from './group-list.tsx';
import { GroupMain } from './group-main.tsx';
import { type GroupPlace, keptPlace } from './group-place.ts';
import { GroupSide } from './group-side.tsx';
import styles from './groups.module.css';
import { type GroupsShown, groupsQuery, groupsState } from './groups-state.ts';
import { MergeBar } from './merge-bar.tsx';
import { NoGroups } from './no-groups.tsx';
import part from './part.module.css';
import { regrouping } from './regroup.ts';
import { useAbsentVolumes } from './use-absent-volumes.ts';
import { useGroupWalk } from './use-group-walk.ts';
import { useWrittenPlace } from './use-kept-place.ts';
import { useMemberWalk } from './use-member-walk.ts';
import { useMembers } from './use-members.ts';

/** The list of groups, the one that is looked at, and what is known of it. */
export function GroupDesk({ last }: { last: GroupPlace | null }) {
  const { shown, marked } = useStore(groupsState, (state) => state);
  const project = useStore(session, (state) => state.project?.key);
  const display = useComparable();
  const [active, setActive] = useState<ActiveGrid>('members');
  const { walk, open, members, desk } = useOpenGroup(last, shown);
  const isNone = walk.opened.total === 0 || open.problem !== null;
  const seen = useSeenDesk(desk, isNone);
  const blocked = useBlocked();
  const turnActive = () => setActive(active === 'groups' ? 'members' : 'groups');
  useCommands(groupCommands({ walk, members, active, turnActive, desk, blocked }));
  if (!project) return null;
  const merge = () => desk && void mergeGroups(desk);
  return (
    <div className={styles['desk']}>
      <GroupList
        walk={walk}
        project={project}
        isActive={active === 'groups'}
        marked={marked?.ordinal ?? null}
        onTake={() => setActive('groups')}
      />
      <div className={styles['middle']}>
        {marked ? (
          <MergeBar
            {...{ marked, display, project }}
            group={walk.group}
            isBusy={blocked !== null}
            onMerge={merge}
          />
        ) : null}
        <Trouble words={walk.opened.problem} again={walk.opened.reopen} />
        <Trouble words={open.problem} again={open.again} />
        {seen ? (
          <GroupMain
            {...{ project, display, blocked }}
            desk={seen}
            isOpening={desk === null}
            isActive={active === 'members'}
            onTake={() => setActive('members')}
          />
        ) : (
          <div className={part['opening']} aria-busy={!isNone || undefined}>
            {walk.opened.total === 0 ? <NoGroups shown={shown} /> : null}
          </div>
        )}
      </div>
      {seen ? (
        <GroupSide desk={seen} revision={String(walk.revision)} />
      ) : (
        <aside className={styles['side']} aria-label="Details" />
      )}
    </div>
  );
}

/** The group that is looked at, with its members; where that is, is kept. */
function useOpenGroup(last: GroupPlace | null, shown: GroupsShown) {
  const [begun] = useState(last);
  const walk = useGroupWalk(groupsQuery(shown), begun?.ordinal ?? null);
  const { group } = walk;
  const ordinal = group?.ordinal ?? null;
  const open = useMembers(ordinal, String(walk.revision));
  const members = useMemberWalk(open, ordinal, begun?.member ?? null);
  const { set, head } = open;
  const absent = useAbsentVolumes(group?.name ?? '');
  const desk: Desk | null = group && head ? { walk, members, set, head, group, absent } : null;
  const { member } = members;
  useWrittenPlace(
    desk &&
      keptPlace({
        shown,
        ordinal: desk.group.ordinal,
        member: member && { address: member.address, distance: member.distance },
      }),
  );
  return { walk, open, members, desk };
}

/** The group on the screen: the one before stays, and takes no keys, until the next is all there. */
function useSeenDesk(desk: Desk | null, isNone: boolean): Desk | null {
  const seen = useRef<Desk | null>(null);
  if (desk || isNone) seen.current = desk;
  return seen.current;
}

function Trouble({ words, again }: { words: string | null; again: () => void }) {
  return words ? <Problem words={words} action={{ title: 'Try again', run: again }} /> : null;
}

/** As patches are drawn everywhere, but for local equalisation: it is another one for every patch. */
function useComparable() {
  const display = useDisplay();
  return display.clahe ? { ...display, clahe: false } : display;
}

/** Why no decision can be taken now. */
function useBlocked(): string | null {
  const { pending } = useStore(regrouping, (state) => state);
  const isReadOnly = useStore(session, (state) => state.project?.readOnly ?? true);
  const busy = useStore(session, (state) =>
    busyWords(state.jobs.filter(({ kind }) => kind === 'run')),
  );
  if (isReadOnly) return 'This project is open read-only: groups cannot be changed.';
  if (pending !== null) return `${pending}. Press the key again once that is saved.`;
  return busy;
}
