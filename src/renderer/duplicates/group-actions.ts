import type { GroupMember } from '../../shared/duplicates.ts';
import { explain } from '../../shared/failure.ts';
import type { GridPatch } from '../../shared/grid.ts';
import { counted } from '../element/numbers.ts';
import { selectedPlaces } from '../element/selection.ts';
import { sayProblem } from '../session/notice.ts';
import { choose, merge, split } from './group-requests.ts';
import { groupsState } from './groups-state.ts';
import type { GroupHead, MemberSet } from './member-set.ts';
import { regroup } from './regroup.ts';
import type { GroupWalk } from './use-group-walk.ts';
import type { MemberWalk } from './use-member-walk.ts';

/** As many as the engine takes out at once. */
const mostSplit = 1000;

/** What is shown when a decision is taken. */
export interface Desk {
  readonly walk: GroupWalk;
  readonly members: MemberWalk;
  readonly set: MemberSet;
  readonly head: GroupHead;
  readonly group: GridPatch;
  /** volumes that are not here; null until that is known */
  readonly absent: ReadonlySet<number> | null;
}

/** Makes the member in focus the exemplar; the old one is then compared with it. */
export async function chooseExemplar(desk: Desk, member: GroupMember) {
  const { walk, members, head } = desk;
  if (isRefused(desk, [member])) return;
  const { address, distance } = member;
  const receipt = await regroup('Choosing the exemplar', (key) => choose(address, key));
  if (!receipt) return;
  walk.show(receipt.show);
  members.await({ address: head.exemplar.address, distance });
}

/** Takes the selected members out of the group, else the one in focus; the group stays in sight. */
export async function splitOut(desk: Desk) {
  const { walk, members, set } = desk;
  const count = members.selectedCount;
  if (count > mostSplit) {
    sayProblem('At most 1,000 members can be split out at once. Select fewer.');
    return;
  }
  const places = count > 0 ? selectedPlaces(members.selection) : [members.focus];
  const chosen = await set.membersAt(places);
  if (chosen.length === 0 || isRefused(desk, chosen)) return;
  const addresses = chosen.map(({ address }) => address);
  const words = `Splitting out ${counted(addresses.length, 'patch', 'patches')}`;
  const receipt = await regroup(words, (key) => split(addresses, key));
  if (!receipt) return;
  members.clear();
  members.await(null);
  walk.show(receipt.show);
}

/** Marks the group; with another one marked, joins that one to it. */
export async function mergeGroups({ walk, head, group }: Desk) {
  const { marked } = groupsState.get();
  if (marked?.ordinal === group.ordinal) {
    groupsState.set({ marked: null });
    return;
  }
  if (!marked) {
    const { ordinal } = group;
    groupsState.set({ marked: { ordinal, name: head.exemplar.name, members: head.total + 1 } });
    return;
  }
  const receipt = await regroup('Merging two groups', (key) =>
    merge(group.ordinal, [marked.ordinal], key),
  );
  if (!receipt) return;
  groupsState.set({ marked: null });
  walk.show(receipt.show);
}

/** What cannot be seen cannot become an exemplar: that is said, and nothing done. */
function isRefused({ absent }: Desk, members: readonly GroupMember[]): boolean {
  const unseen = members.find(({ address }) => absent?.has(address.volume));
  if (unseen) sayProblem(explain({ kind: 'volume-not-here', volume: unseen.volumeName }));
  return unseen !== undefined;
}
