import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { GridQuery } from '../../shared/grid.ts';
import { engine } from '../bridge.ts';
import { Empty } from '../element/empty.tsx';
import { Screen } from '../element/screen.tsx';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { goTo, navigation } from '../session/navigation.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';

const orders = {
  position: 'By position',
  'group-size': 'Most near-duplicates first',
  'score-down': 'Highest score first',
  'score-up': 'Lowest score first',
  random: 'Random order',
} as const;
type Order = keyof typeof orders;

/** All exemplars, or those another screen pointed at. */
export function PatchesScreen() {
  const pointed = useStore(navigation, (state) => state.query);
  const project = useStore(session, (state) => state.project);
  const sources = useAnswer(() => engine.sources.list.query(), [], 'sources');
  const [order, setOrder] = useState<Order>('position');
  const [source, setSource] = useState('');
  const free: GridQuery = { set: 'all', order, sources: source === '' ? [] : [Number(source)] };
  const hasScores = project?.funnel.curated !== null;
  return (
    <Screen
      title={pointed?.title ?? 'Exemplars'}
      scope={
        pointed ? (
          <Button variant="subtle" onClick={() => goTo('patches')}>
            Show all exemplars
          </Button>
        ) : (
          <>
            <NativeSelect
              aria-label="Order"
              data={Object.entries(orders).map(([value, label]) => ({
                value,
                label,
                disabled: value.startsWith('score') && !hasScores,
              }))}
              value={order}
              // `as`: the options are the keys of orders.
              onChange={(event) => setOrder(event.currentTarget.value as Order)}
            />
            <NativeSelect
              aria-label="Source"
              data={[
                { value: '', label: 'All sources' },
                ...(sources.value ?? []).map(({ id, name }) => ({
                  value: String(id),
                  label: name,
                })),
              ]}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
          </>
        )
      }
      actions={<ViewOptions />}
    >
      <PatchWork
        label={pointed?.title ?? 'Exemplars'}
        query={pointed?.query ?? free}
        origin="hand"
        empty={
          <Empty words="There are no exemplars here. Add sources and run them first.">
            <Button onClick={() => goTo('sources')}>Go to Sources</Button>
          </Empty>
        }
      />
    </Screen>
  );
}
