import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { engine } from '../bridge.ts';
import { PrimaryButton } from '../element/primary-button.tsx';
import { Screen } from '../element/screen.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { runNamed } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { GroupDesk } from './group-desk.tsx';
import { type GroupPlace, placeOfGroups, readPlace } from './group-place.ts';
import {
  beginGroups,
  type GroupOrder,
  groupOrders,
  groupsState,
  showGroups,
} from './groups-state.ts';
import { useLastPlace } from './use-kept-place.ts';

/** Groups of near-duplicates, each to be looked into and, where it is wrong, changed. */
export function GroupsPart({ choice }: { choice: ReactNode }) {
  const last = useLastPlace(placeOfGroups, readPlace, begin);
  const key = useShownKey('next-group', ']');
  return (
    <Screen
      title="Duplicates"
      busy={last === undefined}
      scope={
        <>
          {choice}
          <GroupsScope />
        </>
      }
      actions={
        <>
          <ViewOptions />
          <PrimaryButton keyShown={key} onClick={() => runNamed('Next group')}>
            Next group
          </PrimaryButton>
        </>
      }
    >
      {last === undefined ? null : <GroupDesk last={last} />}
    </Screen>
  );
}

const begin = (of: string, last: GroupPlace | null) => beginGroups(of, last?.shown ?? null);

function GroupsScope() {
  const { order, source, seed } = useStore(groupsState, (state) => state.shown);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  return (
    <>
      <NativeSelect
        aria-label="Order"
        data={Object.entries(groupOrders).map(([value, label]) => ({ value, label }))}
        value={order}
        // `as`: the options are the keys of groupOrders; at random is another order each time it is chosen.
        onChange={(event) =>
          showGroups({ order: event.currentTarget.value as GroupOrder, seed: seed + 1 })
        }
      />
      <NativeSelect
        aria-label="Source"
        data={[
          { value: '', label: 'All sources' },
          ...(sources.value ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        value={source === null ? '' : String(source)}
        onChange={(event) => {
          const { value } = event.currentTarget;
          showGroups({ source: value === '' ? null : Number(value) });
        }}
      />
    </>
  );
}
