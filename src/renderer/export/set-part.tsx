import { UnstyledButton } from '@mantine/core';
import type { CurationSet } from '../../shared/balance.ts';
import { rulesWords } from '../../shared/balance-plan.ts';
import { goTo } from '../session/navigation.ts';
import styles from './export-options.module.css';
import { plansOf } from './fitting-options.ts';
import { OptionPart } from './option-part.tsx';
import type { ExportSetup } from './use-export-setup.ts';

const setWords: Readonly<Record<CurationSet, string>> = {
  raw: 'Raw: every patch that was cut.',
  dedup: 'Dedup: one exemplar for each group of near-duplicates.',
  curated: 'Curated: exemplars above the threshold, with decisions made by hand.',
};

/** What the set and the plan chosen above mean. */
export function SetPart({ setup }: { setup: ExportSetup }) {
  const { options, plans } = setup;
  const plan = plans.find(({ id }) => id === options.plan);
  return (
    <OptionPart title="Patches">
      <div>
        <p>{setWords[options.set]}</p>
        {plan ? (
          <p className={styles['quiet']}>
            Plan {plan.name}: {rulesWords(plan.rules)}.
          </p>
        ) : options.set !== 'raw' && plansOf(plans, options.set).length === 0 ? (
          <p className={styles['quiet']}>
            All of it. To keep large sources from outweighing the others, save a plan under{' '}
            <UnstyledButton className={styles['link'] ?? ''} onClick={() => goTo('balance')}>
              Balance
            </UnstyledButton>
            .
          </p>
        ) : null}
      </div>
    </OptionPart>
  );
}
