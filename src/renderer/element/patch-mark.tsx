import type { LabelValue } from '../../shared/decision.ts';
import styles from './patch-mark.module.css';

export interface PatchMarkProps {
  readonly value: LabelValue;
  readonly state: 'saved' | 'pending' | 'failed' | 'suggested';
  /** people disagree about it */
  readonly conflict?: boolean;
}

/**
 * The mark of a label in a patch's corner: told apart by shape first, colour second. A full dot or bar is
 * saved, half a dot or a bar in dashes is being saved, a hollow one is only the model's suggestion.
 */
export function PatchMark({ value, state, conflict = false }: PatchMarkProps) {
  if (state === 'failed') return <FailedMark />;
  if (conflict) return <ConflictMark />;
  if (value === 'none') return null;
  if (value === 'uninformative') return <Bar state={state} />;
  return (
    <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
      <circle cx="6" cy="6" r="6" className={styles['white']} />
      <circle cx="6" cy="6" r="5.2" className={styles['black']} />
      {value === 'informative' ? <Dot state={state} /> : <Dots state={state} />}
    </svg>
  );
}

type Settled = { readonly state: Exclude<PatchMarkProps['state'], 'failed'> };

function Dot({ state }: Settled) {
  if (state === 'saved') return <circle cx="6" cy="6" r="4.4" className={styles['informative']} />;
  if (state === 'suggested') return <circle cx="6" cy="6" r="3.6" className={styles['ring']} />;
  // Not a dashed ring: without colour that is an unsure patch.
  return <path d="M1.6 6 A4.4 4.4 0 0 0 10.4 6 Z" className={styles['informative']} />;
}

function Dots({ state }: Settled) {
  return (
    <>
      <circle cx="6" cy="6" r="3.7" className={styles['dots']} />
      {state === 'pending' ? <circle cx="6" cy="6" r="1.1" className={styles['white']} /> : null}
    </>
  );
}

const across = 'M0 12 L12 0';

function Bar({ state }: Settled) {
  return (
    <svg className={styles['mark']} viewBox="0 0 12 12" aria-hidden="true">
      <path d={across} className={styles['barWhite']} />
      <path d={across} className={styles['barBlack']} />
      <path d={across} className={styles[state === 'pending' ? 'barDashes' : 'barFilled']} />
      {state === 'suggested' ? <path d={across} className={styles['barCore']} /> : null}
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
