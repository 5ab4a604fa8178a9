import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { DialogFoot } from '../element/dialog.tsx';
import { saveBlob } from '../element/save-file.ts';
import type { Command } from '../session/commands.ts';
import { keepKeys, keyFileText, readKeyFile } from '../session/key-map.ts';
import { keyLabel } from '../session/key-name.ts';
import { knownCommands } from '../session/known-commands.ts';
import { type KeyConflict, takeOver } from './key-conflict.ts';
import styles from './overlays.module.css';

/** More than any file of keys that was ever written. */
const mostBytes = 200_000;

/** What was just done, and what can be done with all keys at once. */
export function KeyFoot(props: {
  readonly note: string;
  readonly onNote: (words: string) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const load = async (file: File | undefined) => {
    if (file) props.onNote(loaded(await file.slice(0, mostBytes).text()));
  };
  return (
    <DialogFoot note={<span role="status">{props.note}</span>}>
      <Button
        variant="subtle"
        color="gray"
        onClick={() => saveBlob('emcurator-keys.json', keyFileText(), 'application/json')}
      >
        Save keys…
      </Button>
      <Button variant="subtle" color="gray" onClick={() => input.current?.click()}>
        Load keys…
      </Button>
      <input
        ref={input}
        type="file"
        accept="application/json"
        aria-label="File of keys"
        tabIndex={-1}
        className={styles['hidden']}
        onChange={(event) => {
          const box = event.currentTarget;
          const file = box.files?.[0];
          // The same file may be chosen again once it was mended.
          void load(file).finally(() => {
            box.value = '';
          });
        }}
      />
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

function loaded(text: string): string {
  const read = readKeyFile(text, (id) => knownCommands.has(id));
  if (!read.ok) return read.problem;
  keepKeys(read.keys);
  const { length } = Object.keys(read.keys);
  const many = read.leftOut.length > 5 ? ` and ${read.leftOut.length - 5} more` : '';
  const left = read.leftOut.slice(0, 5).join(', ');
  return `Loaded keys: ${length}.${left ? ` Left out, as no command or no key: ${left}${many}.` : ''}`;
}

/** A key that another command has: whose it shall be. */
export function ConflictFoot(props: {
  readonly conflict: KeyConflict;
  readonly onDone: (words: string) => void;
}) {
  const { command, name, others } = props.conflict;
  const take = useRef<HTMLButtonElement>(null);
  useEffect(() => take.current?.focus(), []);
  const named = others.map((each: Command) => `“${each.title}”`).join(' and ');
  return (
    <DialogFoot note={<span role="alert">{`${keyLabel(name)} is ${named}.`}</span>}>
      <Button
        variant="subtle"
        color="gray"
        onClick={() => props.onDone(`${keyLabel(name)} stays ${named}.`)}
      >
        Keep
      </Button>
      <Button
        variant="filled"
        ref={take}
        onClick={() => {
          takeOver(props.conflict);
          props.onDone(`${keyLabel(name)} is “${command.title}” now, and no longer ${named}.`);
        }}
      >
        Take it over
      </Button>
    </DialogFoot>
  );
}
