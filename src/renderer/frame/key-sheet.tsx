import { Switch, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../element/dialog.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { type Command, commandId, keysNow, offeredCommands } from '../session/commands.ts';
import { keyMap } from '../session/key-map.ts';
import { keyLabels } from '../session/key-name.ts';
import { useStore } from '../session/store.ts';
import { KeyChange } from './key-change.tsx';
import type { KeyConflict } from './key-conflict.ts';
import { ConflictFoot, KeyFoot } from './key-foot.tsx';
import styles from './overlays.module.css';

const firstNote = 'Choose what to change, then press its key.';

/** Every key of the screen shown; in its other mode each can be changed. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const [commands] = useState(() => unique(offeredCommands()));
  const [words, setWords] = useState('');
  const [changes, setChanges] = useState(false);
  const [byPlace, setByPlace] = useState(false);
  const [note, setNote] = useState(firstNote);
  const [conflict, setConflict] = useState<KeyConflict | null>(null);
  useStore(keyMap, (state) => state.keys);
  const wanted = words.toLowerCase();
  const found = commands.filter(
    (each) =>
      `${each.group} ${each.title}`.toLowerCase().includes(wanted) &&
      (changes || (keysNow(each).length > 0 && !isSaidOnce(each))),
  );
  const settle = (said: string) => {
    const opener = conflict ? commandId(conflict.command) : '';
    setConflict(null);
    setNote(said);
    document.querySelector<HTMLElement>(`[data-command="${opener}"]`)?.focus();
  };
  return (
    <Dialog title="Keys" onClose={onClose} wide>
      <div className={styles['sheetHead']}>
        <TextInput
          data-autofocus
          aria-label="Find a key"
          placeholder="Find"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {changes ? (
          <Switch
            label="By place, whatever the layout"
            checked={byPlace}
            onChange={(event) => setByPlace(event.currentTarget.checked)}
          />
        ) : null}
        <Switch
          label="Change keys"
          checked={changes}
          onChange={(event) => {
            setChanges(event.currentTarget.checked);
            setConflict(null);
          }}
        />
      </div>
      <Groups
        commands={found}
        withPointer={!changes && words === ''}
        keys={(command) =>
          changes ? (
            <KeyChange
              command={command}
              all={commands}
              byPlace={byPlace}
              onNote={(said) => {
                setConflict(null);
                setNote(said);
              }}
              onConflict={setConflict}
            />
          ) : (
            keyLabels(keysNow(command)).map((key) => <KeyHint key={key} label={key} />)
          )
        }
      />
      {changes && conflict ? <ConflictFoot conflict={conflict} onDone={settle} /> : null}
      {changes && !conflict ? <KeyFoot note={note} onNote={setNote} /> : null}
    </Dialog>
  );
}

function Groups(props: {
  readonly commands: readonly Command[];
  readonly withPointer: boolean;
  readonly keys: (command: Command) => ReactNode;
}) {
  const { commands } = props;
  const groups = [...new Set(commands.map((each) => each.group))];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles['sheet']} tabIndex={0} aria-label="Keys of this screen">
      {groups.map((group) => (
        <section key={group}>
          <h3>{group}</h3>
          <dl>
            {commands
              .filter((each) => each.group === group)
              .map((each) => (
                <div key={commandId(each)}>
                  <dt>{each.title}</dt>
                  <dd>{props.keys(each)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
      {groups.length === 0 ? <p>Nothing is called that.</p> : null}
      {props.withPointer ? <PointerKeys /> : null}
    </section>
  );
}

const pointerKeys = [
  ['Select while moving', ['Shift with a move']],
  ['Select to here; add one', ['Shift click', 'Ctrl click']],
  ['Select with a line; add; take out', ['Drag', 'Ctrl drag', 'Alt drag']],
  ['Size of patches', ['Ctrl wheel']],
] as const;

function PointerKeys() {
  return (
    <section>
      <h3>Pointer and shift</h3>
      <dl>
        {pointerKeys.map(([title, keys]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {keys.map((key) => (
                <KeyHint key={key} label={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Where keys are only read, selecting with shift is said once for all moves. */
const isSaidOnce = (command: Command): boolean =>
  command.group === 'Select' && (command.keys[0]?.startsWith('shift+') ?? false);

/** What two parts of a screen offer alike is shown once. */
function unique(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((each) => [`${commandId(each)} ${each.title}`, each])).values()];
}
