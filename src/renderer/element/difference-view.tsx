import { SegmentedControl, Slider } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type ComparedPicture, ShownPicture } from './compared-picture.tsx';
import { DifferencePicture } from './difference-picture.tsx';
import styles from './difference-view.module.css';
import { useKeysBack } from './keys-back.ts';

export type DifferenceMode = 'beside' | 'blink' | 'difference' | 'split';

export const differenceModes: Readonly<Record<DifferenceMode, string>> = {
  beside: 'Side by side',
  blink: 'Blink',
  difference: 'Difference',
  split: 'Split',
};

/** Gains of the absolute difference, as powers of two. */
export const mostGain = 5;

export interface DifferenceChoice {
  readonly mode: DifferenceMode;
  /** the difference is drawn 2 ** gain times as strong */
  readonly gain: number;
  readonly onMode: (mode: DifferenceMode) => void;
  readonly onGain: (gain: number) => void;
  /** of the two that blink, the first is shown; the caller has the key (see use-blink.ts) */
  readonly showsFirst: boolean;
  /** key that blinks, as it is drawn */
  readonly blinkKey: string;
}

/** Two pictures against each other: side by side, one after the other in one place, subtracted, or each a part. */
export function DifferenceView(
  props: DifferenceChoice & {
    readonly first: ComparedPicture;
    /** null draws the first alone */
    readonly second: ComparedPicture | null;
    /** more to choose from, beside the views */
    readonly children?: ReactNode;
  },
) {
  const { first, second, mode } = props;
  const keysBack = useKeysBack();
  return (
    <section className={styles['view']} aria-label="Comparison">
      <header className={styles['head']} {...keysBack}>
        <SegmentedControl
          aria-label="Comparison"
          data={Object.entries(differenceModes).map(([value, label]) => ({ value, label }))}
          value={mode}
          // `as`: the options are the keys of differenceModes.
          onChange={(value) => props.onMode(value as DifferenceMode)}
        />
        {mode === 'difference' ? <Gain gain={props.gain} onGain={props.onGain} /> : null}
        {mode === 'blink' ? (
          <span className={styles['hint']}>{props.blinkKey}: the other</span>
        ) : null}
        {props.children}
      </header>
      <div className={styles['stage']} data-mode={second === null ? 'alone' : mode}>
        {second === null ? (
          <Figure picture={first} />
        ) : mode === 'beside' ? (
          <>
            <Figure picture={first} />
            <Figure picture={second} />
          </>
        ) : mode === 'blink' ? (
          <Blinking first={first} second={second} showsFirst={props.showsFirst} />
        ) : mode === 'split' ? (
          <Split first={first} second={second} />
        ) : (
          <DifferencePicture first={first} second={second} gain={props.gain} />
        )}
      </div>
    </section>
  );
}

function Gain({ gain, onGain }: Pick<DifferenceChoice, 'gain' | 'onGain'>) {
  return (
    <span className={styles['gain']}>
      <span>Gain × {2 ** gain}</span>
      <Slider
        size="sm"
        label={null}
        min={0}
        max={mostGain}
        step={1}
        value={gain}
        onChange={onGain}
        thumbLabel="Gain"
        thumbProps={{ 'aria-valuetext': `${2 ** gain} times` }}
      />
    </span>
  );
}

function Figure({ picture }: { picture: ComparedPicture }) {
  return (
    <figure className={styles['figure']}>
      <div className={styles['picture']}>
        <ShownPicture picture={picture} />
      </div>
      <figcaption>{picture.caption}</figcaption>
    </figure>
  );
}

/** Both are there all the time, so that neither comes late. */
function Blinking(props: {
  readonly first: ComparedPicture;
  readonly second: ComparedPicture;
  readonly showsFirst: boolean;
}) {
  const { first, second, showsFirst } = props;
  return (
    <figure className={styles['figure']}>
      <div className={styles['picture']}>
        <div className={styles['layer']} data-hidden={showsFirst || undefined}>
          <ShownPicture picture={second} />
        </div>
        <div className={styles['layer']} data-hidden={!showsFirst || undefined}>
          <ShownPicture picture={first} />
        </div>
      </div>
      <figcaption>{showsFirst ? first.caption : second.caption}</figcaption>
    </figure>
  );
}

/** The first on the left of a line, the second on its right. */
function Split({ first, second }: { first: ComparedPicture; second: ComparedPicture }) {
  const [share, setShare] = useState(50);
  return (
    <figure className={styles['figure']}>
      <div
        className={styles['picture']}
        onPointerMove={(event) => {
          if (event.buttons !== 1) return;
          const { left, width } = event.currentTarget.getBoundingClientRect();
          setShare(Math.round(Math.max(0, Math.min(1, (event.clientX - left) / width)) * 100));
        }}
      >
        <div className={styles['layer']}>
          <ShownPicture picture={second} />
        </div>
        <div className={styles['layer']} style={{ clipPath: `inset(0 ${100 - share}% 0 0)` }}>
          <ShownPicture picture={first} />
        </div>
        <span className={styles['edge']} style={{ left: `${share}%` }} />
      </div>
      <figcaption className={styles['splitCaption']}>
        <span>{first.caption}</span>
        <Slider
          size="sm"
          label={null}
          value={share}
          onChange={setShare}
          thumbLabel="Share of the first"
          thumbProps={{ 'aria-valuetext': `${share}% ${first.caption}` }}
        />
        <span>{second.caption}</span>
      </figcaption>
    </figure>
  );
}
