import { selectedCount } from '../element/selection.ts';
import { moveCommands } from '../patch-work/grid-commands.ts';
import type { Command } from '../session/commands.ts';
import { nextDistance, spanOfDistance } from './distance-spans.ts';
import { chooseExemplar, type Desk, mergeGroups, splitOut } from './group-actions.ts';
import { groupsState, showGroups } from './groups-state.ts';
import type { GroupWalk } from './use-group-walk.ts';
import type { MemberWalk } from './use-member-walk.ts';

/** Which of the two grids the arrows move in. */
export type ActiveGrid = 'groups' | 'members';

/** What can be done among groups and their members. */
export function groupCommands(screen: {
  readonly walk: GroupWalk;
  readonly members: MemberWalk;
  readonly active: ActiveGrid;
  readonly turnActive: () => void;
  /** null while a group is on its way */
  readonly desk: Desk | null;
  /** why no decision can be taken now */
  readonly blocked: string | null;
}): readonly Command[] {
  const { walk, members, desk, active } = screen;
  const by = (steps: number) => walk.list.goTo(walk.list.focus + steps);
  const blocked =
    screen.blocked ?? (desk ? null : 'The group is still being opened. Press the key again.');
  const hasMember = desk !== null && members.member !== null;
  const needsMember = blocked ?? (hasMember ? null : 'This exemplar stands for itself alone.');
  return [
    ...moveCommands(
      active === 'groups' ? { move: (name) => walk.list.move(name, false) } : members,
    ),
    here('Next group', [']'], () => by(1)),
    here('Group before', ['['], () => by(-1)),
    here('The other grid', ['o'], screen.turnActive),
    here('Next distance', ['n'], () => desk && goToDistance(desk, 1)),
    here('Distance before', ['shift+n'], () => desk && goToDistance(desk, -1)),
    here('Groups at random, in another order', ['r'], () => {
      showGroups({ order: 'random', seed: groupsState.get().shown.seed + 1 });
    }),
    {
      ...here('Make this the exemplar', ['c'], () => {
        if (desk && members.member) void chooseExemplar(desk, members.member);
      }),
      blocked: needsMember,
    },
    {
      ...here('Split out of the group', ['s'], () => desk && void splitOut(desk)),
      blocked: needsMember,
    },
    { ...here('Mark to merge, or merge', ['m'], () => desk && void mergeGroups(desk)), blocked },
    select('Select all at this distance', ['a'], () => desk && selectDistance(desk)),
    select('Clear the selection', ['escape'], () => {
      if (selectedCount(members.selection) > 0) members.clear();
      else groupsState.set({ marked: null });
    }),
  ];
}

const of =
  (group: Command['group']) =>
  (title: string, keys: readonly string[], run: () => void): Command => ({
    title,
    group,
    keys,
    run,
  });
const here = of('This screen');
const select = of('Select');

function goToDistance({ head, members }: Desk, direction: 1 | -1): void {
  const to = nextDistance(head.distances, members.member?.distance ?? -1, direction);
  if (to !== null) members.goTo(to);
}

function selectDistance({ head, members }: Desk): void {
  if (!members.member) return;
  const { from, to } = spanOfDistance(head.distances, members.member.distance);
  members.selectRange(from, to - 1);
}
