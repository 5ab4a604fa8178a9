import type { LabelValue } from '../../shared/decision.ts';
import styles from './patch-mark.module.css';

export interface PatchMarkProps {
  readonly value: LabelValue;
  readonly state: 'saved' | 'pending' | 'failed' | 'suggested';
  /** people disagree about it */
  readonly conflict?: boolean;
}

/**
 * The mark of a label in a patch's corner: told apart by shape first, colour second. Hollow while it is only
 * the model's suggestion, faint until it is saved.
 */
export function PatchMark({ value, state, conflict = false }: PatchMarkProps) {
  if (state === 'failed') return <FailedMark />;
  if (conflict) return <ConflictMark />;
  if (value === 'none') return null;
  const hollow = state === 'suggested';
  const faint = state === 'pending' || undefined;
  if (value === 'informative') {
    return (
      <svg className={styles['mark']} data-faint={faint} viewBox="0 0 12 12" aria-hidden="true">
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
      <svg className={styles['mark']} data-faint={faint} viewBox="0 0 12 12" aria-hidden="true">
        <path d="M0 12 L12 0 M0 12" className={styles['barWhite']} />
        <path d="M0 12 L12 0" className={styles['barBlack']} />
        <path d="M0 12 L12 0" className={hollow ? styles['barHollow'] : styles['barFilled']} />
      </svg>
    );
  }
  return (
    <svg className={styles['mark']} data-faint={faint} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5.5" className={styles['white']} />
      <circle cx="6" cy="6" r="4.75" className={styles['black']} />
      <circle cx="6" cy="6" r="3.6" className={hollow ? styles['dotsHollow'] : styles['dots']} />
    </svg>
  );
}

/** Split in two: people said different things. */
function ConflictMark() {
  return (
    <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="5.5" className={styles['white']} />
      <circle cx="6" cy="6" r="4.75" className={styles['black']} />
      <path d="M5.4 2.2 A3.9 3.9 0 0 0 5.4 9.8 Z" className={styles['informative']} />
      <path d="M6.6 2.2 H9.8 V9.8 H6.6 Z" className={styles['splitBar']} />
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
