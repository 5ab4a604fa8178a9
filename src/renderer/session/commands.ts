import { useEffect, useRef } from 'react';
import { keysOf } from './key-map.ts';
import { type KeyPress, keyNames } from './key-name.ts';
import { readKeyboardLayout } from './keyboard-layout.ts';
import { say } from './notice.ts';

/** Something that can be done now: by key, from the palette, and shown on the key sheet. */
export interface Command {
  /** what the chosen keys know it by, where its title is not fixed; else made from the title */
  readonly id?: string;
  readonly title: string;
  readonly group: 'Go to' | 'Label' | 'Move' | 'Select' | 'View' | 'Project' | 'This screen';
  /** by default; a person may choose others (see key-map.ts) */
  readonly keys: readonly string[];
  /** why it cannot be done just now; said instead of doing it */
  readonly blocked?: string | null;
  /** @param at when the key went down, on the clock of `performance.now()`: a busy window hears of it late */
  readonly run: (at?: number) => void;
  /** for keys that mean something while held */
  readonly release?: (at?: number) => void;
}

type Holder = { current: readonly Command[] };
const holders: Holder[] = [];
/** screens that are being opened, with what to say to a key that nothing takes yet */
const opening: string[] = [];

/** Offers these commands while the component is shown; the newest holder of a key wins. */
export function useCommands(commands: readonly Command[]): void {
  const holder = useRef(commands);
  holder.current = commands;
  useEffect(() => {
    holders.push(holder);
    return () => void holders.splice(holders.indexOf(holder), 1);
  }, []);
}

/** While the component is shown, keys that nothing takes are answered with these words in the status line. */
export function useAwaited(words: string): void {
  useEffect(() => {
    opening.push(words);
    return () => void opening.splice(opening.indexOf(words), 1);
  }, [words]);
}

/** Does what a command is for, or says why that cannot be done now: no key is without an answer. */
export function runCommand(command: Command, at?: number): void {
  if (command.blocked) say(command.blocked);
  else command.run(at);
}

/** All commands on offer, newest holder first. */
export function offeredCommands(): readonly Command[] {
  return [...holders].reverse().flatMap((holder) => holder.current);
}

/** Does what the command of this title does, from a button that stands elsewhere. */
export function runNamed(title: string): void {
  const command = offeredCommands().find((each) => each.title === title);
  if (command) runCommand(command);
}

/** What a command goes by in the chosen keys: its title, plain. "Export labels…" is `export-labels`. */
export function commandId({ id, title }: Pick<Command, 'id' | 'title'>): string {
  if (id !== undefined) return id;
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The keys of a command, as chosen or by default. */
export const keysNow = (command: Command): readonly string[] =>
  keysOf(commandId(command), command.keys);

/** Sends key presses of the page to the commands; called once. */
export function startKeys(): void {
  void readKeyboardLayout();
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const names = keyNames(pressOf(event));
    if (!reachesCommands(event.target, names)) return;
    const command = commandOf(names);
    if (!command) {
      const [words] = opening;
      if (words && names.some((name) => !name.includes('+'))) say(words);
      return;
    }
    event.preventDefault();
    // A held key labels once; it may move on and on.
    const repeats = !command.release && command.group !== 'Label';
    if (!event.repeat || repeats) runCommand(command, event.timeStamp);
  });
  document.addEventListener('keyup', (event) => {
    const names = keyNames(pressOf(event));
    for (const each of offeredCommands()) {
      // A modifier let go first changes the name, but not the place.
      if (each.release && keysNow(each).some((key) => names.includes(key)))
        each.release(event.timeStamp);
    }
  });
  // Keys let go while another window has the keyboard are never heard of.
  window.addEventListener('blur', () => {
    for (const each of offeredCommands()) each.release?.();
  });
}

/** The newest command that the first of these names calls that calls any; what can be done goes first. */
export function commandOf(
  names: readonly string[],
  offered: readonly Command[] = offeredCommands(),
): Command | null {
  const calledBy = (name: string) => offered.filter((each) => keysNow(each).includes(name));
  const called = names.flatMap(calledBy);
  return called.find((each) => !each.blocked) ?? called[0] ?? null;
}

/** What a keyboard event says of its key. */
export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, code, ctrlKey, metaKey, shiftKey, altKey } = event;
  const altGraph = event.getModifierState('AltGraph');
  return { key, code, ctrlKey, metaKey, shiftKey, altKey, altGraph };
}

/** Keys belong first to what is being typed in, to an open dialog, and to the control that has them. */
function reachesCommands(target: EventTarget | null, names: readonly string[]): boolean {
  const is = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (document.querySelector('dialog[open]')) return false;
  if (!(target instanceof Element)) return true;
  const typing = target.closest('input:not([type="radio"], [type="checkbox"]), textarea, select');
  if (typing) return is(/^ctrl\+k$/);
  if (target.closest('[role="menu"], [role="slider"], [role="separator"], [type="radio"]')) {
    return !is(/^(arrow|home|end|page|space|enter|escape)/);
  }
  return !(is(/^(space|enter)$/) && target.closest('button, a, [type="checkbox"], summary'));
}
