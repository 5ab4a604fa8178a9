import { Button, CloseButton, NativeSelect, Slider } from '@mantine/core';
import type { PlanGroup, PlanQuota, PlanSource } from '../../shared/balance-plan.ts';
import { statedValues } from '../../shared/composition.ts';
import { percentText } from '../element/numbers.ts';
import { changeRules } from './plan-state.ts';
import styles from './what-if.module.css';

const columns: readonly PlanGroup[] = ['technique', 'organism', 'tissue'];

/** Limits to the share of a technique, organism or tissue. */
export function QuotaList(props: {
  readonly quotas: readonly PlanQuota[];
  readonly sources: readonly PlanSource[];
}) {
  const { quotas, sources } = props;
  const put = (at: number, change: Partial<PlanQuota>) =>
    changeRules({ quotas: quotas.map((quota, i) => (i === at ? { ...quota, ...change } : quota)) });
  const add = () => {
    const by = columns.find((column) => valuesOf(sources, column).length > 1) ?? 'technique';
    const [value = ''] = valuesOf(sources, by);
    changeRules({ quotas: [...quotas, { by, value, mostShare: 0.5 }] });
  };
  return (
    <fieldset className={styles['quotas']}>
      <legend>Limits by what sources are</legend>
      {quotas.map((quota, at) => (
        <div key={at} className={styles['quota']}>
          <NativeSelect
            aria-label="Limited by"
            data={[...columns]}
            value={quota.by}
            onChange={(event) => {
              // `as`: the options are the columns.
              const by = event.currentTarget.value as PlanGroup;
              put(at, { by, value: valuesOf(sources, by)[0] ?? '' });
            }}
          />
          <NativeSelect
            aria-label={`Limited ${quota.by}`}
            data={valuesOf(sources, quota.by, quota.value).map((value) => ({
              value,
              label: value === '' ? 'not stated' : value,
            }))}
            value={quota.value}
            onChange={(event) => put(at, { value: event.currentTarget.value })}
          />
          <CloseButton
            size="sm"
            aria-label={`Remove the limit of ${quota.by} ${quota.value}`}
            onClick={() => changeRules({ quotas: quotas.filter((_, i) => i !== at) })}
          />
          <Slider
            size="sm"
            label={null}
            min={0}
            max={1}
            step={0.01}
            value={quota.mostShare}
            onChange={(mostShare) => put(at, { mostShare })}
            thumbLabel={`Largest share of ${quota.by} ${quota.value || 'not stated'}`}
            thumbProps={{ 'aria-valuetext': percentText(quota.mostShare) }}
          />
          <span className={styles['share']}>{percentText(quota.mostShare)}</span>
        </div>
      ))}
      <Button variant="subtle" color="gray" size="compact-xs" onClick={add}>
        Add a limit
      </Button>
    </fieldset>
  );
}

/** What sources say in a column, each once as first written; with what a saved plan names that none says now. */
function valuesOf(sources: readonly PlanSource[], by: PlanGroup, also?: string): readonly string[] {
  const values = new Map<string, string>();
  const all = sources.flatMap((source) => {
    const stated = statedValues(source[by]);
    return stated.length > 0 ? stated : [''];
  });
  for (const value of also === undefined ? all : [also, ...all]) {
    const key = value.toLowerCase();
    if (!values.has(key)) values.set(key, value);
  }
  return [...values.values()].sort((a, b) => a.localeCompare(b, 'en'));
}
