import { useEffect, useRef } from 'react';
import { keyName } from './key-name.ts';

/** Something that can be done now: by key, from the palette, and shown on the key sheet. */
export interface Command {
  readonly title: string;
  readonly group: 'Go to' | 'Label' | 'Move' | 'Select' | 'View' | 'Project' | 'This screen';
  readonly keys: readonly string[];
  readonly run: () => void;
  /** for keys that mean something while held */
  readonly release?: () => void;
}

type Holder = { current: readonly Command[] };
const holders: Holder[] = [];

/** Offers these commands while the component is shown; the newest holder of a key wins. */
export function useCommands(commands: readonly Command[]): void {
  const holder = useRef(commands);
  holder.current = commands;
  useEffect(() => {
    holders.push(holder);
    return () => void holders.splice(holders.indexOf(holder), 1);
  }, []);
}

/** All commands on offer, newest holder first. */
export function offeredCommands(): readonly Command[] {
  return [...holders].reverse().flatMap((holder) => holder.current);
}

/** Sends key presses of the page to the commands; called once. */
export function startKeys(): void {
  document.addEventListener('keydown', (event) => {
    const name = keyName(event);
    if (event.defaultPrevented || !reachesCommands(event.target, name)) return;
    const command = offeredCommands().find((each) => each.keys.includes(name));
    if (!command) return;
    event.preventDefault();
    if (!event.repeat || !command.release) command.run();
  });
  document.addEventListener('keyup', (event) => {
    const name = keyName(event);
    for (const each of offeredCommands()) if (each.keys.includes(name)) each.release?.();
  });
}

/** Keys belong first to what is being typed in, to an open dialog, and to the control that has them. */
function reachesCommands(target: EventTarget | null, name: string): boolean {
  if (document.querySelector('dialog[open]')) return false;
  if (!(target instanceof Element)) return true;
  const typing = target.closest('input:not([type="radio"], [type="checkbox"]), textarea, select');
  if (typing) return name === 'ctrl+k';
  if (target.closest('[role="menu"], [role="slider"], [role="separator"], [type="radio"]')) {
    return !/^(arrow|home|end|page|space|enter|escape)/.test(name);
  }
  const presses = name === 'space' || name === 'enter';
  return !(presses && target.closest('button, a, [type="checkbox"], summary'));
}
