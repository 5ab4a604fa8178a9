import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { Dialog } from '../element/dialog.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { type Command, keysNow, offeredCommands, runCommand } from '../session/commands.ts';
import { keyLabel } from '../session/key-name.ts';
import { useStore } from '../session/store.ts';
import { KeySheet } from './key-sheet.tsx';
import { matchingCommands } from './match-commands.ts';
import { overlay, showOverlay } from './overlay-state.ts';
import styles from './overlays.module.css';

/** The palette or the key sheet, when asked for; both list what the shown screen offers right now. */
export function Overlays() {
  const shown = useStore(overlay, (state) => state.shown);
  if (shown === 'palette') return <Palette />;
  if (shown === 'keys') return <KeySheet onClose={close} />;
  return null;
}

const close = () => showOverlay(null);

function Palette() {
  const [commands] = useState(offeredCommands);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = matchingCommands(commands, words);
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    runCommand(command);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Do or go to" onClose={close}>
      <div className={styles['palette']}>
        <TextInput
          data-autofocus
          aria-label="Command"
          role="combobox"
          aria-expanded="true"
          aria-controls="commands"
          aria-activedescendant={`command-${at}`}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id="commands" role="listbox" aria-label="Commands" className={styles['commands']}>
          {found.map((command, i) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the box above takes the keys.
            <div
              key={command.title}
              id={`command-${i}`}
              role="option"
              tabIndex={-1}
              aria-selected={i === at}
              title={command.blocked ?? undefined}
              ref={(row) => {
                if (i === at) row?.scrollIntoView({ block: 'nearest' });
              }}
              onClick={() => run(command)}
            >
              <span>{command.title}</span>
              <span className={styles['group']}>{command.blocked ? 'not now' : command.group}</span>
              <span>
                <FirstKey command={command} />
              </span>
            </div>
          ))}
          {found.length === 0 ? (
            <div role="option" tabIndex={-1} aria-selected={false} aria-disabled="true">
              Nothing is called that.
            </div>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

function FirstKey({ command }: { command: Command }) {
  const [first] = keysNow(command);
  return first ? <KeyHint label={keyLabel(first)} /> : null;
}
