import { NumberInput, Switch } from '@mantine/core';
import type { DatasetSplit, ExportOptions, ExportPlan } from '../../shared/export.ts';
import { counted, grouped, percentText } from '../element/numbers.ts';
import { choose } from './export-choice.ts';
import styles from './export-options.module.css';
import { firstShares, fractionsOf, linkedShares, sharesOf } from './linked-shares.ts';
import { OptionPart } from './option-part.tsx';
import { sourcesByPart } from './part-sources.ts';

const partWords: Readonly<Record<DatasetSplit, string>> = {
  train: 'Train',
  validation: 'Validation',
  test: 'Test',
};
const parts = ['train', 'validation', 'test'] as const;
const mostRows = 1000;

/** Whole sources dealt out to train, validation and test; what comes of it is shown at once. */
export function SplitPart(props: {
  readonly options: ExportOptions;
  readonly plan: ExportPlan | null;
}) {
  const { split } = props.options;
  const start = () => choose({ split: { ...fractionsOf(firstShares), seed: 1 } });
  return (
    <OptionPart title="Split">
      <Switch
        label="Split by source into train, validation and test"
        description="A source goes to one part as a whole, so that no network is tested on a source it has seen."
        checked={split !== null}
        onChange={(event) => (event.currentTarget.checked ? start() : choose({ split: null }))}
      />
      {split ? (
        <>
          <Shares split={split} />
          {props.plan?.splits ? <Dealt plan={props.plan} split={split} /> : null}
        </>
      ) : null}
    </OptionPart>
  );
}

type Split = NonNullable<ExportOptions['split']>;

function Shares({ split }: { split: Split }) {
  const shares = sharesOf(split);
  return (
    <div className={styles['row']}>
      {parts.map((part) => (
        <NumberInput
          key={part}
          label={partWords[part]}
          className={styles['number'] ?? ''}
          suffix=" %"
          min={0}
          max={100}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="strict"
          value={shares[part]}
          onChange={(value) =>
            typeof value === 'number' &&
            value !== shares[part] &&
            choose({ split: { ...split, ...fractionsOf(linkedShares(shares, part, value)) } })
          }
        />
      ))}
      <NumberInput
        label="Seed"
        className={styles['number'] ?? ''}
        min={0}
        max={0xffff_ffff}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="strict"
        value={split.seed}
        onChange={(value) =>
          typeof value === 'number' && choose({ split: { ...split, seed: value } })
        }
      />
    </div>
  );
}

function Dealt({ plan, split }: { plan: ExportPlan; split: Split }) {
  const total = Math.max(1, plan.patches);
  const dealt = plan.splits ?? [];
  return (
    <>
      <div className={styles['shares']} aria-hidden="true">
        {dealt.map((part) => (
          <span key={part.split} data-part={part.split} style={{ flexGrow: part.patches }} />
        ))}
      </div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Part</th>
            <th scope="col">Wished</th>
            <th scope="col">Patches</th>
            <th scope="col">Share</th>
            <th scope="col">Sources</th>
          </tr>
        </thead>
        <tbody>
          {dealt.map((part) => (
            <tr key={part.split}>
              <th scope="row">
                <span className={styles['mark']} data-part={part.split} />
                {partWords[part.split]}
              </th>
              <td>{percentText(split[part.split])}</td>
              <td>{grouped(part.patches)}</td>
              <td>{percentText(part.patches / total)}</td>
              <td>{grouped(part.sources)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <SourcesOfParts plan={plan} />
    </>
  );
}

function SourcesOfParts({ plan }: { plan: ExportPlan }) {
  const left = plan.bySource.length - mostRows;
  return (
    <details>
      <summary>Part of each of the {counted(plan.bySource.length, 'source')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled list must be reachable by keyboard. */}
      <section className={styles['scrolled']} tabIndex={0} aria-label="Part of each source">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Source</th>
              <th scope="col">Part</th>
              <th scope="col">Patches</th>
            </tr>
          </thead>
          <tbody>
            {sourcesByPart(plan.bySource)
              .slice(0, mostRows)
              .map(({ id, name, patches, split }) => (
                <tr key={id}>
                  <th scope="row" className={styles['name']}>
                    {name}
                  </th>
                  <td>{split ? partWords[split] : '–'}</td>
                  <td>{grouped(patches)}</td>
                </tr>
              ))}
          </tbody>
        </table>
        {left > 0 ? <p className={styles['quiet']}>and {grouped(left)} more</p> : null}
      </section>
    </details>
  );
}
