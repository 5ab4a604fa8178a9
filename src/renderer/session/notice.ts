import { explain, type Outcome } from '../../shared/failure.ts';
import { messageOf } from './message-of.ts';
import { createStore } from './store.ts';

/** The last thing said in the status line: what was done (perhaps undoable) or what went wrong. */
export const notice = createStore<{
  words: string | null;
  tone: 'plain' | 'error';
  undoable: boolean;
}>({ words: null, tone: 'plain', undoable: false });

let fading = 0;

/** Says what was done. Plain words go away after ten seconds, errors stay until the next words. */
export function say(words: string, undoable = false): void {
  window.clearTimeout(fading);
  notice.set({ words, tone: 'plain', undoable });
  fading = window.setTimeout(() => notice.set({ words: null, undoable: false }), 10_000);
}

export function sayProblem(words: string): void {
  window.clearTimeout(fading);
  notice.set({ words, tone: 'error', undoable: false });
}

export function dismissNotice(): void {
  notice.set({ words: null, undoable: false });
}

/** Asks for something to be done; what goes wrong is said in the status line, and null returned. */
export async function attempt<T>(asked: Promise<Outcome<T>>): Promise<T | null> {
  try {
    const outcome = await asked;
    if (outcome.ok) return outcome.value;
    sayProblem(explain(outcome.failure));
  } catch (error) {
    sayProblem(messageOf(error));
  }
  return null;
}
