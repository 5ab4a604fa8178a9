import { Button } from '@mantine/core';
import { engine } from '../bridge.ts';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import styles from './label-screen.module.css';

const legend = [
  ['F', 'informative'],
  ['D', 'uninformative'],
  ['S', 'unsure'],
  ['X', 'take back'],
] as const;

/** The keys, and how many labels of each kind there are. */
export function LabelFoot() {
  const advances = useStore(preferences, (each) => each.advances);
  const counts = useAnswer(() => engine.labels.counts.query(), []);
  const value = counts.value;
  const decided = value ? value.informative + value.uninformative : 0;
  return (
    <div className={styles['foot']}>
      {legend.map(([key, words]) => (
        <span key={key} className={styles['key']}>
          <KeyHint label={key} /> {words}
        </span>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        aria-pressed={advances}
        onClick={() => prefer({ advances: !advances })}
      >
        {advances ? 'Goes on after a label' : 'Stays after a label'} (M)
      </Button>
      <span className={styles['space']} />
      {value ? (
        <span className={styles['counts']}>
          <Balance informative={value.informative} uninformative={value.uninformative} />
          <span>
            {grouped(value.informative)} informative, {grouped(value.uninformative)} uninformative,{' '}
            {grouped(value.unsure)} unsure
          </span>
          <span className={styles['quiet']}>
            {grouped(decided > 0 ? value.heldOut : 0)} in the hold-out
          </span>
        </span>
      ) : null}
    </div>
  );
}

function Balance({ informative, uninformative }: { informative: number; uninformative: number }) {
  const total = informative + uninformative;
  if (total === 0) return null;
  return (
    <span
      className={styles['balance']}
      role="img"
      aria-label={`${Math.round((100 * informative) / total)}% of labels are informative`}
    >
      <span className={styles['informative']} style={{ flexGrow: informative }} />
      <span className={styles['uninformative']} style={{ flexGrow: uninformative }} />
    </span>
  );
}
