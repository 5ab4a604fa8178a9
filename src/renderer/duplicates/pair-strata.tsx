import { VisuallyHidden } from '@mantine/core';
import type { PairDistance, PairStratum } from '../../shared/pair.ts';
import { counted, grouped } from '../element/numbers.ts';
import bars from './bars.module.css';
import { wantedOf } from './pair-goal.ts';
import styles from './pairs.module.css';

/** How far the marking is at each distance, as a row of bars; a bar leads to the pairs of its distance. */
export function PairStrata(props: {
  readonly strata: readonly PairStratum[];
  readonly wanted: number;
  readonly distance: PairDistance;
  readonly onPick: (distance: PairDistance) => void;
}) {
  const { wanted, distance: chosen, onPick } = props;
  return (
    <fieldset
      className={`${bars['bars']} ${styles['strata']}`}
      aria-label="Marked pairs by distance"
    >
      {props.strata.map((stratum) => {
        const { distance, same, different, unsure, pairs, drawn } = stratum;
        const marks = same + different + unsure;
        const goal = wantedOf(stratum, wanted);
        const share = (count: number) => `${(count / Math.max(1, goal, marks)) * 100}%`;
        return (
          <button
            key={distance}
            type="button"
            className={`${bars['bar']} ${styles['stratum']}`}
            aria-pressed={chosen === distance}
            disabled={drawn === 0 && marks === 0 && chosen !== distance}
            title={`${distance} bits: ${grouped(pairs)} pairs; ${same} the same, ${different} different, ${unsure} unsure of ${goal} wanted`}
            onClick={() => onPick(chosen === distance ? 'all' : distance)}
          >
            <span className={bars['count']}>{marks > 0 ? grouped(marks) : ''}</span>
            <VisuallyHidden>{`${counted(marks, 'mark')} of ${goal} at `}</VisuallyHidden>
            <span className={styles['column']} data-none={pairs === 0 || undefined}>
              <i data-of="unsure" style={{ height: share(unsure) }} />
              <i data-of="different" style={{ height: share(different) }} />
              <i data-of="same" style={{ height: share(same) }} />
            </span>
            <span>{distance}</span>
            <VisuallyHidden>{distance === 1 ? ' bit' : ' bits'}</VisuallyHidden>
          </button>
        );
      })}
    </fieldset>
  );
}
