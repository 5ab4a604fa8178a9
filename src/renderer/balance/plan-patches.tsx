import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { BalancePlanRules, PlanSource } from '../../shared/balance-plan.ts';
import type { GridQuery } from '../../shared/grid.ts';
import type { PlannedCounts } from '../../shared/planned-counts.ts';
import { Empty } from '../element/empty.tsx';
import { grouped } from '../element/numbers.ts';
import { PatchWork } from '../patch-work/patch-work.tsx';
import { useCommands } from '../session/commands.ts';
import { useSettled } from '../session/use-settled.ts';
import { mostLimited } from './most-limited.ts';
import { planState } from './plan-state.ts';
import styles from './what-if.module.css';

const stillMs = 400;
type Side = 'planned' | 'left-out';

/** Which patches of a source stay and which are left out, side by side, as the rules are now. */
export function PlanPatches(props: {
  readonly rules: BalancePlanRules;
  readonly source: number;
  readonly sources: readonly PlanSource[];
  readonly planned: PlannedCounts;
}) {
  const { sources, planned } = props;
  const [side, setSide] = useState<Side>('planned');
  const settled = useSettled(props.rules, stillMs);
  useCommands([
    {
      title: 'The other side',
      group: 'This screen',
      keys: ['o'],
      run: () => setSide(side === 'planned' ? 'left-out' : 'planned'),
    },
  ]);
  const found = sources.findIndex(({ id }) => id === props.source);
  const at = found >= 0 ? found : mostLimited(planned);
  const source = sources[at];
  if (!source) return null;
  const has = planned.available[at] ?? 0;
  const kept = planned.counts[at] ?? 0;
  const query = (set: Side): GridQuery => ({
    set,
    order: 'position',
    sources: [source.id],
    plan: settled,
  });
  return (
    <section className={styles['patches']} aria-label="Which patches stay">
      <div className={styles['of']}>
        <NativeSelect
          aria-label="Source"
          data={sources.map(({ id, name }) => ({ value: String(id), label: name }))}
          value={String(source.id)}
          onChange={(event) => planState.set({ source: Number(event.currentTarget.value) })}
        />
        <span className={styles['quiet']}>{orderWords[settled.keep]}</span>
      </div>
      <div className={styles['columns']}>
        {(['planned', 'left-out'] as const).map((name) => (
          <section
            key={name}
            className={styles['column']}
            data-active={side === name || undefined}
            aria-label={name === 'planned' ? 'Stay' : 'Left out'}
            onFocusCapture={() => setSide(name)}
            onPointerDownCapture={() => setSide(name)}
          >
            <h2>
              {name === 'planned' ? 'Stay' : 'Left out'}{' '}
              <span className={styles['quiet']}>
                {grouped(name === 'planned' ? kept : has - kept)}
              </span>
            </h2>
            <PatchWork
              label={`${name === 'planned' ? 'Patches that stay' : 'Patches left out'} of ${source.name}`}
              query={query(name)}
              origin="override"
              active={side === name}
              withInspector={false}
              empty={<Empty words={name === 'planned' ? 'None stay.' : 'None are left out.'} />}
            />
          </section>
        ))}
      </div>
    </section>
  );
}

const orderWords: Readonly<Record<BalancePlanRules['keep'], string>> = {
  diverse:
    'Those that stay in the order in which they are taken, each as unlike those before it as can be; informative ones first.',
  score: 'Those that stay by score, highest first; informative ones first.',
  random: 'Those that stay in the order drawn; informative ones first.',
};
