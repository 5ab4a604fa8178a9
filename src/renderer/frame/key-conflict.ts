import { type Command, commandId, keysNow } from '../session/commands.ts';
import { chooseKeys } from '../session/key-map.ts';

/** A key that was pressed for a command, and what on this screen answers to it already. */
export interface KeyConflict {
  readonly command: Command;
  readonly name: string;
  /** every name of the press: what has the place of a character chosen here would be heard no more */
  readonly names: readonly string[];
  readonly others: readonly Command[];
}

/** Who else answers to this press; no one leaves `others` empty. */
export function conflictOf(
  command: Command,
  name: string,
  names: readonly string[],
  all: readonly Command[],
): KeyConflict {
  const id = commandId(command);
  const answers = (each: Command) => keysNow(each).some((key) => names.includes(key));
  const others = all.filter((each) => commandId(each) !== id && answers(each));
  return { command, name, names, others };
}

/** Gives the key to the one command and takes it from the others. */
export function takeOver({ command, name, names, others }: KeyConflict): void {
  for (const other of others) {
    const left = keysNow(other).filter((key) => !names.includes(key));
    chooseKeys(commandId(other), left);
  }
  chooseKeys(commandId(command), [name]);
}
