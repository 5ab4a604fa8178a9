import type { LabelValue } from '../../shared/decision.ts';
import styles from './patch-mark.module.css';

export interface PatchMarkProps {
  readonly value: LabelValue;
  readonly state: 'saved' | 'pending' | 'failed';
}

/** The mark of a label in a patch's corner: told apart by shape first, colour second; hollow until saved. */
export function PatchMark({ value, state }: PatchMarkProps) {
  if (state === 'failed') return <FailedMark />;
  if (value === 'none') return null;
  const hollow = state === 'pending';
  if (value === 'informative') {
    return (
      <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
        <circle cx="6" cy="6" r="5.5" className={styles['white']} />
        <circle cx="6" cy="6" r="4.75" className={styles['black']} />
        <circle
          cx="6"
          cy="6"
          r="3.9"
          className={hollow ? styles['hollow'] : styles['informative']}
        />
      </svg>
    );
  }
  if (value === 'uninformative') {
    return (
      <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
        <path d="M0 12 L12 0 M0 12" className={styles['barWhite']} />
        <path d="M0 12 L12 0" className={styles['barBlack']} />
        <path d="M0 12 L12 0" className={hollow ? styles['barHollow'] : styles['barFilled']} />
      </svg>
    );
  }
  return (
    <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5.5" className={styles['white']} />
      <circle cx="6" cy="6" r="4.75" className={styles['black']} />
      <circle cx="6" cy="6" r="3.6" className={hollow ? styles['dotsHollow'] : styles['dots']} />
    </svg>
  );
}

function FailedMark() {
  return (
    <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5.5" className={styles['white']} />
      <circle cx="6" cy="6" r="4.75" className={styles['failed']} />
      <path d="M6 3 V6.6 M6 8 V9.2" className={styles['exclamation']} />
    </svg>
  );
}

/** A lock: this patch is in the hold-out and never trains a model. */
export function HoldOutMark() {
  return (
    <svg className={styles['lock']} viewBox="0 0 12 12" aria-hidden="true">
      <path d="M3.5 6 V4 a2.5 2.5 0 0 1 5 0 V6" className={styles['lockWhite']} />
      <path d="M3.5 6 V4 a2.5 2.5 0 0 1 5 0 V6" className={styles['lockBow']} />
      <rect x="2" y="5.5" width="8" height="6" rx="1" className={styles['lockBody']} />
    </svg>
  );
}
