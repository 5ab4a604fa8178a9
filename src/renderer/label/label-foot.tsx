import { Button, Menu } from '@mantine/core';
import type { LabelValue } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { KeyHint } from '../element/key-hint.tsx';
import { grouped } from '../element/numbers.ts';
import { labelKeys } from '../patch-work/grid-commands.ts';
import { commandId, offeredCommands, runCommand } from '../session/commands.ts';
import { useShownKey } from '../session/key-map.ts';
import { prefer, preferences } from '../session/preferences.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { LabelBalance } from './label-balance.tsx';
import styles from './label-screen.module.css';

const words: { readonly [V in LabelValue]: string } = {
  informative: 'informative',
  uninformative: 'uninformative',
  unsure: 'unsure',
  none: 'take back',
};

/** The labels as buttons with their keys, for the mouse and for fingers; and how many there are of each kind. */
export function LabelFoot(props: {
  readonly reasons: readonly string[];
  readonly onEditReasons: () => void;
}) {
  const { advances } = useStore(preferences, (each) => each);
  const counts = useAnswer(() => engine.labels.counts.query(), []).value;
  const goesOnKey = useShownKey('go-on-to-the-next-patch-after-a-label-or-stay', 'm');
  return (
    <div className={styles['foot']}>
      {labelKeys.map(({ value, title, keys }) => (
        <CommandButton key={value} title={title} fallback={keys[0] ?? ''}>
          {words[value]}
        </CommandButton>
      ))}
      <ReasonMenu reasons={props.reasons} onEdit={props.onEditReasons} />
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        aria-pressed={advances}
        rightSection={<KeyHint label={goesOnKey} />}
        onClick={() => prefer({ advances: !advances })}
      >
        {advances ? 'Goes on after a label' : 'Stays after a label'}
      </Button>
      <span className={styles['space']} />
      {counts ? (
        <>
          <LabelBalance {...counts} />
          <span className={styles['quiet']}>{grouped(counts.heldOut)} in the hold-out</span>
        </>
      ) : null}
    </div>
  );
}

/** Does what its key does. */
function CommandButton(props: {
  readonly title: string;
  readonly fallback: string;
  readonly children: string;
}) {
  const key = useShownKey(commandId(props), props.fallback);
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<KeyHint label={key} />}
      // The grid keeps the keyboard: Space after a click is not another click.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => runTitled(props.title)}
    >
      {props.children}
    </Button>
  );
}

function runTitled(title: string): void {
  const command = offeredCommands().find((each) => each.title === title);
  if (command) runCommand(command);
}

function ReasonKey({ digit }: { digit: number }) {
  const key = useShownKey(`reason-${digit}`, `[Digit${digit}]`);
  return key === '' ? null : <KeyHint label={key} />;
}

function ReasonMenu(props: { readonly reasons: readonly string[]; readonly onEdit: () => void }) {
  return (
    <Menu position="top-start">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<KeyHint label="1–9" />}
        >
          reason
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {props.reasons.slice(0, 9).map((reason, i) => (
          <Menu.Item
            key={reason}
            leftSection={<ReasonKey digit={i + 1} />}
            onClick={() => runTitled(`Uninformative: ${reason}`)}
          >
            {reason}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={props.onEdit}>Edit the reasons…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
