import { Button, Switch, TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { Dialog, DialogFoot } from '../element/dialog.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { saveBlob } from '../element/save-file.ts';
import { type Command, commandId, keysNow, offeredCommands, pressOf } from '../session/commands.ts';
import {
  chooseKeys,
  keepKeys,
  keyFileText,
  keyMap,
  readKeyFile,
  refusalOf,
} from '../session/key-map.ts';
import { keyLabel, keyNames } from '../session/key-name.ts';
import { useStore } from '../session/store.ts';
import styles from './overlays.module.css';

/** Every key of the screen shown; in its other mode each can be changed. */
export function KeySheet({ onClose }: { onClose: () => void }) {
  const [commands] = useState(() => unique(offeredCommands().filter((each) => !isSaidOnce(each))));
  const [words, setWords] = useState('');
  const [changes, setChanges] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  useStore(keyMap, (state) => state.keys);
  const wanted = words.toLowerCase();
  const found = commands.filter(
    (each) => each.title.toLowerCase().includes(wanted) && (changes || keysNow(each).length > 0),
  );
  const groups = [...new Set(found.map((each) => each.group))];
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
        <Switch
          label="Change keys"
          checked={changes}
          onChange={(event) => setChanges(event.currentTarget.checked)}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={styles['sheet']} tabIndex={0} aria-label="Keys of this screen">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {found
                .filter((each) => each.group === group)
                .map((each) => (
                  <div key={each.title}>
                    <dt>{each.title}</dt>
                    <dd>
                      {changes ? (
                        <KeyChange command={each} all={commands} onNote={setNote} />
                      ) : (
                        keysNow(each).map((key) => <KeyHint key={key} label={keyLabel(key)} />)
                      )}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        {changes ? null : <PointerKeys />}
      </section>
      {changes ? <KeyFiles commands={commands} note={note} onNote={setNote} /> : null}
    </Dialog>
  );
}

/** A command's keys as a button: pressed, it takes the next key instead. */
function KeyChange(props: {
  readonly command: Command;
  readonly all: readonly Command[];
  readonly onNote: (words: string | null) => void;
}) {
  const { command, all, onNote } = props;
  const [listens, setListens] = useState(false);
  const [isPlace, setIsPlace] = useState(false);
  const id = commandId(command);
  const isChosen = keyMap.get().keys[id] !== undefined;
  const take = (event: KeyboardEvent) => {
    if (!listens || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setListens(false);
    if (event.key === 'Backspace' || event.key === 'Delete') {
      chooseKeys(id, []);
      onNote(`${command.title} has no key now.`);
      return setListens(false);
    }
    const names = keyNames(pressOf(event.nativeEvent));
    const name = isPlace ? names.find((each) => each.includes('[')) : names[0];
    if (name === undefined) return;
    const refusal = refusalOf(name);
    onNote(refusal ?? takeOver(command, all, name));
    setListens(false);
  };
  return (
    <>
      <button
        type="button"
        className={styles['change']}
        data-listens={listens || undefined}
        onClick={() => setListens(!listens)}
        onKeyDown={take}
        onBlur={() => setListens(false)}
      >
        <span className={styles['hidden']}>{command.title}: </span>
        {listens
          ? 'Press a key'
          : keysNow(command).map((key) => <KeyHint key={key} label={keyLabel(key)} />)}
        {!listens && keysNow(command).length === 0 ? 'none' : null}
      </button>
      {listens ? (
        <Button
          size="compact-xs"
          variant={isPlace ? 'light' : 'subtle'}
          aria-pressed={isPlace}
          title="The same place on every keyboard layout"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => setIsPlace(!isPlace)}
        >
          by place
        </Button>
      ) : null}
      {isChosen && !listens ? (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          onClick={() => chooseKeys(id, null)}
        >
          default
        </Button>
      ) : null}
    </>
  );
}

/** Gives the key to one command and takes it from the others of this screen; says so. */
function takeOver(command: Command, all: readonly Command[], name: string): string {
  const others = all.filter((each) => each !== command && keysNow(each).includes(name));
  for (const other of others) {
    chooseKeys(
      commandId(other),
      keysNow(other).filter((key) => key !== name),
    );
  }
  chooseKeys(commandId(command), [name]);
  const lost = others.map((each) => `“${each.title}”`).join(' and ');
  return `${keyLabel(name)} is “${command.title}” now${lost ? `, and no longer ${lost}` : ''}.`;
}

function KeyFiles(props: {
  readonly commands: readonly Command[];
  readonly note: string | null;
  readonly onNote: (words: string) => void;
}) {
  const load = async (file: File | undefined) => {
    if (!file) return;
    const known = new Set(props.commands.map(commandId));
    // Keys of other screens are kept too: what they are is known only there.
    const read = readKeyFile(
      await file.slice(0, 200_000).text(),
      (id) => known.has(id) || /^[a-z0-9-]{1,80}$/.test(id),
    );
    if (!read.ok) return props.onNote(read.problem);
    keepKeys(read.keys);
    const left =
      read.leftOut.length > 0 ? ` Left out: ${read.leftOut.slice(0, 5).join(', ')}.` : '';
    props.onNote(`Loaded the keys of ${Object.keys(read.keys).length} commands.${left}`);
  };
  return (
    <DialogFoot
      note={<span role="status">{props.note ?? 'Choose a key, then press another.'}</span>}
    >
      <Button
        variant="subtle"
        color="gray"
        onClick={() => saveBlob('emcurator-keys.json', keyFileText(), 'application/json')}
      >
        Save keys…
      </Button>
      <Button variant="subtle" color="gray" component="label">
        Load keys…
        <input
          type="file"
          accept="application/json"
          className={styles['hidden']}
          onChange={(event) => void load(event.currentTarget.files?.[0])}
        />
      </Button>
      <Button
        onClick={() => {
          keepKeys({});
          props.onNote('All keys are the defaults again.');
        }}
      >
        Back to the defaults
      </Button>
    </DialogFoot>
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

/** Selecting with shift is said once for all moves. */
const isSaidOnce = (command: Command): boolean =>
  command.group === 'Select' && (command.keys[0]?.startsWith('shift+') ?? false);

function unique(commands: readonly Command[]): readonly Command[] {
  return [...new Map(commands.map((each) => [commandId(each), each])).values()];
}
