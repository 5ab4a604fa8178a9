import { Button } from '@mantine/core';
import { Empty } from '../element/empty.tsx';
import { duplicatesState } from './duplicates-state.ts';
import { type GroupsShown, showGroups } from './groups-state.ts';

/** Why there is no group to look into, and what leads to some. */
export function NoGroups({ shown }: { shown: GroupsShown }) {
  if (shown.order === 'changed') {
    return (
      <Empty words="No group here was changed by a person.">
        <Button onClick={() => showGroups({ order: 'largest' })}>Show the largest groups</Button>
      </Empty>
    );
  }
  if (shown.source !== null) {
    return (
      <Empty words="This source has no near-duplicates at this radius.">
        <Button onClick={() => showGroups({ source: null })}>Show all sources</Button>
      </Empty>
    );
  }
  return (
    <Empty words="There are no near-duplicates at this radius: every patch stands for itself.">
      <Button onClick={() => duplicatesState.set({ part: 'radius' })}>Look at other radii</Button>
    </Empty>
  );
}
