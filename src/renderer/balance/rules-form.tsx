import { NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import type { BalancePlanRules, PlanSource } from '../../shared/balance-plan.ts';
import { grouped } from '../element/numbers.ts';
import { logSteps, numberAtStep, stepOfNumber } from './log-scale.ts';
import { changeRules } from './plan-state.ts';
import { QuotaList } from './quota-list.tsx';
import { RuleSlider } from './rule-slider.tsx';
import styles from './what-if.module.css';

interface RulesProps {
  readonly rules: BalancePlanRules;
  readonly sources: readonly PlanSource[];
  readonly available: readonly number[];
  /** Gini coefficient without rules: more than that is no target */
  readonly gini: number;
}

/** All rules of a plan, to be moved while the curve moves. */
export function RulesForm(props: RulesProps & { readonly hasCurated: boolean }) {
  const { rules, sources } = props;
  return (
    <form
      className={styles['rules']}
      aria-label="Rules"
      onSubmit={(event) => event.preventDefault()}
    >
      <SegmentedControl
        aria-label="Drawn from"
        fullWidth
        data={[
          { value: 'dedup', label: 'All exemplars' },
          { value: 'curated', label: 'Curated', disabled: !props.hasCurated },
        ]}
        value={rules.base}
        onChange={(base) => changeRules({ base: base === 'curated' ? 'curated' : 'dedup' })}
      />
      <CountRules {...props} />
      <EvennessRules {...props} />
      <QuotaList quotas={rules.quotas} sources={sources} />
      <WhichStay rules={rules} />
    </form>
  );
}

/** Limits in patches, slid by factors: a source may have ten of them or a million. */
function CountRules({ rules, available }: RulesProps) {
  const most = Math.max(1, ...available);
  const scale = (from: 0 | 1) => ({
    steps: logSteps,
    at: (value: number) => stepOfNumber(value, most, from),
    of: (place: number) => numberAtStep(place, most, from),
  });
  return (
    <>
      <RuleSlider
        label="At most, of each source"
        meaning="The same limit for every source."
        value={rules.cap}
        none={most}
        min={1}
        max={1e9}
        step={1}
        scale={scale(1)}
        words={rules.cap === null ? 'no limit' : `${grouped(rules.cap)} patches`}
        onChange={(cap) => changeRules({ cap })}
      />
      <RuleSlider
        label="At least, of each source"
        meaning="No rule takes a source below so many; a smaller source stays whole."
        value={rules.minimum === 0 ? null : rules.minimum}
        none={0}
        min={0}
        max={1e9}
        step={1}
        scale={scale(0)}
        words={`${grouped(rules.minimum)} patches`}
        onChange={(minimum) => changeRules({ minimum: minimum ?? 0 })}
      />
    </>
  );
}

function EvennessRules({ rules, gini }: RulesProps) {
  const none = Math.ceil(gini * 100) / 100;
  return (
    <>
      <RuleSlider
        label="Gini coefficient, at most"
        meaning="One level for all sources, the highest that gives this coefficient: the largest sources give first."
        value={rules.targetGini}
        none={none}
        min={0}
        max={1}
        step={0.01}
        decimals={2}
        scale={{
          steps: Math.max(1, Math.round(none * 100)),
          at: (value) => Math.round(Math.min(none, value) * 100),
          of: (place) => place / 100,
        }}
        words={rules.targetGini === null ? 'no target' : rules.targetGini.toFixed(2)}
        onChange={(targetGini) => changeRules({ targetGini })}
      />
      <RuleSlider
        label="Gamma"
        meaning="Quotas in proportion to count to the power of 1 - gamma: 0 takes all, 1 evens sources out down to the smallest above the minimum."
        value={rules.gamma}
        none={0}
        min={0}
        max={1}
        step={0.01}
        decimals={2}
        words={rules.gamma === null ? 'not weighted' : rules.gamma.toFixed(2)}
        onChange={(gamma) => changeRules({ gamma })}
      />
    </>
  );
}

function WhichStay({ rules }: { rules: BalancePlanRules }) {
  return (
    <div className={styles['pair']}>
      <NativeSelect
        label="Which stay of a source"
        data={[
          { value: 'diverse', label: 'The most diverse' },
          { value: 'score', label: 'The highest scores' },
          { value: 'random', label: 'Drawn at random' },
        ]}
        value={rules.keep}
        // `as`: the options are those of the schema.
        onChange={(event) =>
          changeRules({ keep: event.currentTarget.value as BalancePlanRules['keep'] })
        }
      />
      <NumberInput
        label="Seed"
        className={styles['seed'] ?? ''}
        value={rules.seed}
        min={0}
        max={0xffffffff}
        decimalScale={0}
        onChange={(seed) => {
          if (typeof seed === 'number' && seed >= 0 && seed <= 0xffffffff) changeRules({ seed });
        }}
      />
    </div>
  );
}
