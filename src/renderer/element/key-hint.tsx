import styles from './key-hint.module.css';

/** A key as on a keyboard. `quiet` draws it without a cap, inside a button. */
export function KeyHint({ label, quiet = false }: { label: string; quiet?: boolean }) {
  return <kbd className={quiet ? styles['quiet'] : styles['cap']}>{label}</kbd>;
}
