import type { GridPatch } from '../../shared/grid.ts';
import { counted, grouped } from '../element/numbers.ts';
import styles from './context-view.module.css';

/** Where in its volume the section shown lies. */
export function ContextPosition(props: {
  readonly patch: GridPatch;
  readonly step: number;
  readonly sections: number;
}) {
  const { patch, step, sections } = props;
  const index = patch.index + step;
  const away =
    step === 0 ? '' : ` (${counted(Math.abs(step), 'section')} ${step > 0 ? 'on' : 'back'})`;
  return (
    <footer className={styles['position']}>
      <span className={styles['name']}>{patch.name}</span>
      {sections > 1 ? (
        <>
          <span className={styles['track']} aria-hidden="true">
            <span style={{ left: `${(100 * index) / Math.max(1, sections - 1)}%` }} />
          </span>
          <span aria-live="polite">
            section {grouped(index)} of {grouped(sections)}
            {away}
          </span>
        </>
      ) : null}
    </footer>
  );
}
