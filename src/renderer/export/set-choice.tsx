import { NativeSelect, SegmentedControl } from '@mantine/core';
import { curationSet } from '../../shared/balance.ts';
import { choose } from './export-choice.ts';
import { plansOf } from './fitting-options.ts';
import type { ExportSetup } from './use-export-setup.ts';

/** Which patches: a set, or what a saved balance plan chooses among it. */
export function SetChoice({ setup }: { setup: ExportSetup }) {
  const { options, hasCurated } = setup;
  const plans = plansOf(setup.plans, options.set);
  return (
    <>
      <SegmentedControl
        aria-label="Set to export"
        data={[
          { value: 'raw', label: 'Raw' },
          { value: 'dedup', label: 'Dedup' },
          { value: 'curated', label: 'Curated', disabled: !hasCurated },
        ]}
        value={options.set}
        onChange={(set) => choose({ set: curationSet.parse(set) })}
      />
      {plans.length > 0 ? (
        <NativeSelect
          aria-label="Balance plan"
          data={[
            { value: '', label: 'Whole set' },
            ...plans.map(({ id, name }) => ({ value: String(id), label: `Plan: ${name}` })),
          ]}
          value={options.plan === null ? '' : String(options.plan)}
          onChange={({ currentTarget: { value } }) =>
            choose({ plan: value === '' ? null : Number(value) })
          }
        />
      ) : null}
    </>
  );
}
