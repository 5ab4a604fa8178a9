import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { Conflict } from '../../shared/agreement.ts';
import { contextPicturePath } from '../../shared/context.ts';
import type { LabelValue } from '../../shared/decision.ts';
import { patchPicturePath } from '../../shared/display.ts';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { PatchMark } from '../element/patch-mark.tsx';
import { Screen } from '../element/screen.tsx';
import { useReasons } from '../patch-work/use-reasons.ts';
import { ViewOptions } from '../patch-work/view-options.tsx';
import { type Command, useCommands } from '../session/commands.ts';
import { labelling } from '../session/labelling.ts';
import { displayOf, preferences } from '../session/preferences.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './agreement-screen.module.css';

const values = [
  { value: 'informative', title: 'Settle as informative', keys: ['f'] },
  { value: 'uninformative', title: 'Settle as uninformative', keys: ['d'] },
  { value: 'unsure', title: 'Settle as unsure', keys: ['s'] },
] as const;

/** Patches that people said different things of, one after another; what is said here outlasts every label. */
export function ConflictWalk(props: {
  readonly conflicts: readonly Conflict[];
  readonly onClose: () => void;
}) {
  // The order is fixed when begun: settling one must not move the others.
  const [order] = useState(() => props.conflicts.map(({ ordinal }) => ordinal));
  const { conflicts, note } = useSettled(props.conflicts, order);
  const [at, setAt] = useState(0);
  const [isHidden, setHidden] = useState(false);
  const reasons = useReasons();
  const conflict = conflicts[at];
  const by = (steps: number) => setAt(Math.max(0, Math.min(conflicts.length - 1, at + steps)));
  const settle = (value: LabelValue, reason: string | null = null) => {
    if (!conflict) return;
    const { ordinal } = conflict;
    note(ordinal, value);
    labelling.label([{ ordinals: [ordinal], value, reason, origin: 'adjudicated', pass: 'first' }]);
    by(1);
  };
  useCommands([
    ...values.map(({ value, title, keys }) => command(title, keys, () => settle(value))),
    ...reasons.slice(0, 9).map((reason, i) => ({
      id: `settle-reason-${i + 1}`,
      ...command(
        `Settle as uninformative: ${reason}`,
        [`[Digit${i + 1}]`, `[Numpad${i + 1}]`],
        () => settle('uninformative', reason),
      ),
    })),
    command('Next conflict', ['arrowright', 'n'], () => by(1)),
    command('Conflict before', ['arrowleft'], () => by(-1)),
    command('Hide or show who said what', ['u'], () => setHidden(!isHidden)),
    command('Back to the figures', ['escape'], props.onClose),
  ]);
  const settled = conflicts.filter((each) => each.settled !== null).length;
  return (
    <Screen
      title="Conflicts"
      scope={
        <span className={styles['quiet']}>
          {grouped(at + 1)} of {grouped(conflicts.length)}, {grouped(settled)} settled
        </span>
      }
      actions={
        <>
          <Switch
            label="Hide who said what"
            checked={isHidden}
            onChange={(event) => setHidden(event.currentTarget.checked)}
          />
          <ViewOptions />
          <Button onClick={props.onClose}>Back to the figures</Button>
        </>
      }
    >
      {conflict ? (
        <div className={styles['walk']}>
          <Pictures conflict={conflict} />
          <aside className={styles['verdicts']} aria-label="Verdicts">
            <h2>{conflict.name}</h2>
            {isHidden ? null : <Verdicts conflict={conflict} />}
            <p aria-live="polite">{settledWords(conflict)}</p>
            {values.map(({ value, keys }) => (
              <Button
                key={value}
                leftSection={<KeyHint label={keys[0].toUpperCase()} />}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => settle(value)}
              >
                {value}
              </Button>
            ))}
          </aside>
        </div>
      ) : null}
    </Screen>
  );
}

const command = (title: string, keys: readonly string[], run: () => void): Command => ({
  title,
  group: 'This screen',
  keys,
  run,
});

/** Conflicts in a fixed order; what was just said is seen at once, and stays only if the engine says so too. */
function useSettled(live: readonly Conflict[], order: readonly number[]) {
  const [said, setSaid] = useState<{ of: readonly Conflict[]; values: Map<number, LabelValue> }>({
    of: live,
    values: new Map(),
  });
  const values = said.of === live ? said.values : new Map<number, LabelValue>();
  const byOrdinal = new Map(live.map((each) => [each.ordinal, each]));
  const conflicts = order.flatMap((ordinal): Conflict[] => {
    const known = byOrdinal.get(ordinal);
    return known ? [{ ...known, settled: values.get(ordinal) ?? known.settled }] : [];
  });
  const note = (ordinal: number, value: LabelValue) =>
    setSaid({ of: live, values: new Map(values).set(ordinal, value) });
  return { conflicts, note };
}

const settledWords = ({ settled }: Conflict): string =>
  settled === null ? 'Not settled' : `Settled: ${settled}`;

function Pictures({ conflict }: { conflict: Conflict }) {
  const project = useStore(session, (state) => state.project);
  const liked = useStore(preferences, (each) => each);
  if (!project) return null;
  const { ordinal, name } = conflict;
  const display = displayOf(liked);
  return (
    <div className={styles['pictures']}>
      <div className={styles['patch']}>
        <img src={patchPicturePath(project.key, ordinal, display)} alt={`Patch ${name}`} />
        <PatchMark
          value={conflict.settled ?? 'unsure'}
          state="saved"
          conflict={conflict.settled === null}
        />
      </div>
      <Around key={ordinal} project={project.key} ordinal={ordinal} name={name} />
    </div>
  );
}

function Around(props: {
  readonly project: string;
  readonly ordinal: number;
  readonly name: string;
}) {
  const display = displayOf(useStore(preferences, (each) => each));
  const [isMissing, setMissing] = useState(false);
  if (isMissing)
    return (
      <p className={styles['missing']}>
        What is around this patch cannot be read: its volume is not here, or its disk is not
        connected. Look for the file with “Find moved volumes…” in the menu of the project.
      </p>
    );
  return (
    <img
      src={contextPicturePath(props.project, props.ordinal, { step: 0, zoom: 'middle', display })}
      alt={`Cross-section around ${props.name}`}
      onError={() => setMissing(true)}
    />
  );
}

function Verdicts({ conflict }: { conflict: Conflict }) {
  return (
    <dl className={styles['said']}>
      {conflict.verdicts.map(({ annotator, value, reason }) => (
        <div key={annotator}>
          <dt>{annotator}</dt>
          <dd>
            {value}
            {reason ? ` (${reason})` : ''}
          </dd>
        </div>
      ))}
    </dl>
  );
}
