import { Slider, Switch } from '@mantine/core';
import type { ExportOptions, ExportPlan } from '../../shared/export.ts';
import { percentText } from '../element/numbers.ts';
import { choose } from './export-choice.ts';
import styles from './export-options.module.css';
import { OptionPart } from './option-part.tsx';
import { type MostDrawn, mostDrawn } from './part-sources.ts';

const firstGamma = 0.5;

/** A column of weights that even the sources out while a network is trained. */
export function WeightsPart(props: {
  readonly options: ExportOptions;
  readonly plan: ExportPlan | null;
}) {
  const { gamma } = props.options;
  const most = gamma !== null && props.plan ? mostDrawn(props.plan.bySource, gamma) : null;
  return (
    <OptionPart title="Weights">
      <Switch
        label="Sampling weights that even sources out"
        description="A column of the manifest; training code draws each patch as often as its weight says."
        checked={gamma !== null}
        onChange={(event) => choose({ gamma: event.currentTarget.checked ? firstGamma : null })}
      />
      {gamma === null ? null : (
        <>
          <Slider
            className={styles['slider'] ?? ''}
            size="sm"
            min={0}
            max={1}
            step={0.05}
            label={null}
            value={gamma}
            onChange={(value) => choose({ gamma: Math.round(value * 100) / 100 })}
            thumbLabel="Gamma: 0 draws every patch alike, 1 every source"
            thumbProps={{ 'aria-valuetext': gamma.toFixed(2) }}
          />
          <p className={styles['quiet']} aria-live="polite">
            <abbr title="0 draws every patch equally often, 1 draws every source equally often.">
              Gamma
            </abbr>{' '}
            {gamma.toFixed(2)}. {most ? mostWords(most) : ''}
          </p>
        </>
      )}
    </OptionPart>
  );
}

function mostWords({ name, part, ofPatches, ofDraws, isOnly }: MostDrawn): string {
  const of = part === null ? '' : ' of the train part';
  if (isOnly) return `${name} is the only source${of}: weights change nothing.`;
  return `The largest source${of}, ${name}, is ${percentText(ofPatches)} of the patches and ${percentText(ofDraws)} of the draws.`;
}
