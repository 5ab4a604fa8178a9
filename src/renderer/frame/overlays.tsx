import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { Dialog } from '../element/dialog.tsx';
import { KeyHint } from '../element/key-hint.tsx';
import { type Command, offeredCommands } from '../session/commands.ts';
import { keyLabel } from '../session/key-name.ts';
import { useStore } from '../session/store.ts';
import { matchingCommands } from './match-commands.ts';
import { overlay, showOverlay } from './overlay-state.ts';
import styles from './overlays.module.css';

/** The palette or the key sheet, when asked for; both list what the shown screen offers right now. */
export function Overlays() {
  const shown = useStore(overlay, (state) => state.shown);
  if (shown === 'palette') return <Palette />;
  if (shown === 'keys') return <KeySheet />;
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
    command.run();
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
              ref={(row) => {
                if (i === at) row?.scrollIntoView({ block: 'nearest' });
              }}
              onClick={() => run(command)}
            >
              <span>{command.title}</span>
              <span className={styles['group']}>{command.group}</span>
              <span>{command.keys[0] ? <KeyHint label={keyLabel(command.keys[0])} /> : null}</span>
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

function KeySheet() {
  const [commands] = useState(() => offeredCommands().filter(isOnSheet));
  const groups = [...new Set(commands.map((command) => command.group))];
  return (
    <Dialog title="Keys" onClose={close} wide>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
      <section className={styles['sheet']} tabIndex={0} aria-label="Keys of this screen">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {commands
                .filter((command) => command.group === group)
                .map((command) => (
                  <div key={command.title}>
                    <dt>{command.title}</dt>
                    <dd>
                      {command.keys.map((key) => (
                        <KeyHint key={key} label={keyLabel(key)} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Pointer and shift</h3>
          <dl>
            <div>
              <dt>Select while moving</dt>
              <dd>
                <KeyHint label="Shift with a move" />
              </dd>
            </div>
            <div>
              <dt>Select to here; add one</dt>
              <dd>
                <KeyHint label="Shift click" /> <KeyHint label="Ctrl click" />
              </dd>
            </div>
            <div>
              <dt>Size of patches</dt>
              <dd>
                <KeyHint label="Ctrl wheel" />
              </dd>
            </div>
          </dl>
        </section>
      </section>
    </Dialog>
  );
}

/** Selecting with shift is said once for all moves. */
const isOnSheet = (command: Command): boolean =>
  command.keys.length > 0 && !(command.group === 'Select' && command.keys[0]?.startsWith('shift+'));
