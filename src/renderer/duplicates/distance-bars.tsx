import { VisuallyHidden } from '@mantine/core';
import { counted, grouped } from '../element/numbers.ts';
import bars from './bars.module.css';
import styles from './groups.module.css';

/** How many members are at each Hamming distance; a bar leads to the first of its members. */
export function DistanceBars(props: {
  readonly distances: readonly number[];
  /** distance of the member in focus */
  readonly at: number | null;
  readonly onPick: (distance: number) => void;
}) {
  const most = Math.max(1, ...props.distances);
  return (
    <fieldset
      className={`${bars['bars']} ${styles['bars']}`}
      aria-label="Members by Hamming distance"
    >
      {props.distances.map((count, distance) => (
        <button
          key={distance}
          type="button"
          // The members have keys for this: a stop at every bar would be one too many.
          tabIndex={-1}
          className={`${bars['bar']} ${styles['bar']}`}
          aria-current={distance === props.at || undefined}
          title={`${counted(count, 'member')} at ${counted(distance, 'bit')}`}
          disabled={count === 0}
          // The members keep the keys: Space is theirs.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.onPick(distance)}
        >
          <span className={bars['count']}>{count > 0 ? grouped(count) : ''}</span>
          <VisuallyHidden>{count === 1 ? ' member at ' : ' members at '}</VisuallyHidden>
          <span className={styles['column']}>
            <span
              style={{ height: `${(count / most) * 100}%` }}
              data-some={count > 0 || undefined}
            />
          </span>
          <span>{distance}</span>
          <VisuallyHidden>{distance === 1 ? ' bit' : ' bits'}</VisuallyHidden>
        </button>
      ))}
    </fieldset>
  );
}
