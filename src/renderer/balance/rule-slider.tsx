import { NumberInput, Slider } from '@mantine/core';
import styles from './what-if.module.css';

/** A rule with a number: slid to be tried, typed to be exact. Null is no limit. */
export function RuleSlider(props: {
  readonly label: string;
  readonly meaning: string;
  readonly value: number | null;
  /** a number to start from when there is no limit */
  readonly none: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly decimals?: number;
  /** where the slider stands for a number, and what a place of it means; as it is unless given */
  readonly scale?: {
    readonly steps: number;
    readonly at: (value: number) => number;
    readonly of: (place: number) => number;
  };
  /** what the slider says of its place */
  readonly words: string;
  readonly onChange: (value: number | null) => void;
}) {
  const { label, value, none, min, max, step, scale, onChange } = props;
  const shown = value ?? none;
  const take = (next: number) => onChange(next === none ? null : next);
  return (
    <div className={styles['rule']}>
      <NumberInput
        label={<abbr title={props.meaning}>{label}</abbr>}
        placeholder="none"
        value={value ?? ''}
        min={min}
        max={max}
        step={step}
        decimalScale={props.decimals ?? 0}
        thousandSeparator=","
        onChange={(next) => {
          if (next === '') onChange(null);
          else if (typeof next === 'number' && next >= min && next <= max) onChange(next);
        }}
      />
      <Slider
        size="sm"
        label={null}
        min={scale ? 0 : min}
        max={scale ? scale.steps : max}
        step={scale ? 1 : step}
        value={scale ? scale.at(shown) : shown}
        onChange={(place) => take(scale ? scale.of(place) : place)}
        thumbLabel={label}
        thumbProps={{ 'aria-valuetext': props.words }}
      />
    </div>
  );
}
