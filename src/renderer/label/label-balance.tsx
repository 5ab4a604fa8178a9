import { grouped } from '../element/numbers.ts';
import styles from './label-screen.module.css';

/** How many labels there are of each kind, as a bar and in words. */
export function LabelBalance(props: {
  readonly informative: number;
  readonly uninformative: number;
  readonly unsure: number;
}) {
  const { informative, uninformative, unsure } = props;
  const total = informative + uninformative;
  return (
    <span className={styles['counts']}>
      {total > 0 ? (
        <span
          className={styles['balance']}
          role="img"
          aria-label={`${Math.round((100 * informative) / total)}% of labels are informative`}
        >
          <span className={styles['informative']} style={{ flexGrow: informative }} />
          <span className={styles['uninformative']} style={{ flexGrow: uninformative }} />
        </span>
      ) : null}
      <span>
        {grouped(informative)} informative, {grouped(uninformative)} uninformative,{' '}
        {grouped(unsure)} unsure
      </span>
    </span>
  );
}
