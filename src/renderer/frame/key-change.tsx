import { Button } from '@mantine/core';
import { Fragment, type KeyboardEvent, useRef, useState } from 'react';
import { KeyHint } from '../element/key-hint.tsx';
import { type Command, commandId, keysNow, pressOf } from '../session/commands.ts';
import { chooseKeys, keyMap } from '../session/key-map.ts';
import { characterName, keyLabel, keyLabels, keyNames, placeName } from '../session/key-name.ts';
import { refusalOf } from '../session/key-refusal.ts';
import { conflictOf, type KeyConflict, takeOver } from './key-conflict.ts';
import styles from './overlays.module.css';

/** A command's keys as a button: pressed, it takes the next key instead. */
export function KeyChange(props: {
  readonly command: Command;
  readonly all: readonly Command[];
  readonly byPlace: boolean;
  readonly onNote: (words: string) => void;
  readonly onConflict: (conflict: KeyConflict) => void;
}) {
  const { command, onNote } = props;
  const [listens, setListens] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = commandId(command);
  const keys = keyLabels(keysNow(command));
  const said = listens ? 'Press a key' : keys.join(' ') || 'none';
  const listen = () => {
    setListens(!listens);
    if (!listens) onNote(`Press the key for “${command.title}”. Esc keeps, Backspace takes away.`);
  };
  const take = (event: KeyboardEvent) => {
    if (!listens || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    const said = taken(event.nativeEvent, props);
    if (said === 'nothing yet') return;
    if (typeof said === 'string') onNote(said);
    else props.onConflict(said);
    setListens(false);
  };
  return (
    <>
      {keyMap.get().keys[id] !== undefined && !listens ? (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={`Default key of ${command.title}`}
          onClick={() => {
            chooseKeys(id, null);
            button.current?.focus();
            onNote(`“${command.title}” has its default keys again.`);
          }}
        >
          default
        </Button>
      ) : null}
      <button
        ref={button}
        type="button"
        className={styles['change']}
        aria-label={`${command.title}: ${said}. Change`}
        data-command={id}
        data-listens={listens || undefined}
        onClick={listen}
        onKeyDown={take}
        onBlur={() => setListens(false)}
      >
        {listens || keys.length === 0
          ? said
          : keys.map((key, i) => (
              // A space between: what is seen must be part of what is read aloud.
              <Fragment key={key}>
                {i > 0 ? ' ' : ''}
                <KeyHint label={key} />
              </Fragment>
            ))}
      </button>
    </>
  );
}

/** What a press comes to: words once it is done or refused, a conflict to be asked about, or nothing yet. */
function taken(
  event: globalThis.KeyboardEvent,
  props: {
    readonly command: Command;
    readonly all: readonly Command[];
    readonly byPlace: boolean;
  },
): string | KeyConflict {
  const { command } = props;
  if (event.isComposing || event.repeat) return 'nothing yet';
  if (event.key === 'Escape') return `“${command.title}” is as it was.`;
  if (event.key === 'Backspace' || event.key === 'Delete') {
    chooseKeys(commandId(command), []);
    return `“${command.title}” has no key now.`;
  }
  const press = pressOf(event);
  const character = characterName(press);
  const name = props.byPlace ? placeName(press) : character;
  if (name === null) return 'nothing yet';
  const refusal = (character === null ? null : refusalOf(character)) ?? refusalOf(name);
  if (refusal !== null) return refusal;
  const conflict = conflictOf(command, name, keyNames(press), props.all);
  if (conflict.others.length > 0) return conflict;
  takeOver(conflict);
  return `${keyLabel(name)} is “${command.title}” now.`;
}
