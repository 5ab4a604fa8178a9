import { grouped } from './numbers.ts';
import styles from './scatter.module.css';
import { type ScatterGroup, ScatterMarker } from './scatter-marker.tsx';

/** What colours and shapes mean; pressing a group dims the others. */
export function ScatterKey(props: {
  readonly groups: readonly ScatterGroup[];
  /** points of each group */
  readonly counts: readonly number[];
  readonly emphasised: number | null;
  readonly onEmphasise: (group: number | null) => void;
}) {
  return (
    <ul className={styles['key']} aria-label="Colours and shapes">
      {props.groups.map((group, i) =>
        group.under && !props.counts[i] ? null : (
          <li key={group.name}>
            <button
              type="button"
              aria-pressed={props.emphasised === i}
              title={group.name}
              onClick={() => props.onEmphasise(props.emphasised === i ? null : i)}
            >
              <ScatterMarker group={group} />
              <span className={styles['keyName']}>{group.name}</span>
              <span className={styles['quiet']}>{grouped(props.counts[i] ?? 0)}</span>
            </button>
          </li>
        ),
      )}
    </ul>
  );
}
