import type { RegroupReceipt } from '../../shared/duplicates.ts';
import { explain, type Outcome } from '../../shared/failure.ts';
import { isConnectionLost } from '../bridge.ts';
import { messageOf } from '../session/message-of.ts';
import { say, sayProblem } from '../session/notice.ts';
import { createStore } from '../session/store.ts';

/** A decision on groups that is on its way, and why the last one was refused; both are shown where they were made. */
export const regrouping = createStore<{
  readonly pending: string | null;
  readonly problem: string | null;
  /** grows with each decision that was taken here, and with each undo and redo */
  readonly version: number;
}>({ pending: null, problem: null, version: 0 });

/** Between two tries of a decision whose connection was lost. */
const retryMs = 1000;

/**
 * Sends a decision on groups; sent again under the same key after a lost answer, it is recorded once.
 *
 * @param words what is being done, while it is
 * @returns null where it was refused, which is told
 */
export async function regroup(
  words: string,
  send: (key: string) => Promise<Outcome<RegroupReceipt>>,
): Promise<RegroupReceipt | null> {
  if (regrouping.get().pending !== null) return null;
  regrouping.set({ pending: words, problem: null });
  const key = crypto.randomUUID();
  const problem = (text: string) => {
    regrouping.set({ problem: text });
    sayProblem(text);
    return null;
  };
  try {
    const outcome = await sentUntilAnswered(() => send(key));
    if (!outcome.ok) return problem(explain(outcome.failure));
    say(outcome.value.summary, true);
    regrouping.set({ version: regrouping.get().version + 1 });
    return outcome.value;
  } catch (error) {
    return problem(messageOf(error));
  } finally {
    regrouping.set({ pending: null });
  }
}

async function sentUntilAnswered<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      await new Promise((resolve) => window.setTimeout(resolve, retryMs));
    }
  }
}

/** Notes that something was taken back or brought back: what, its answer does not say. */
export function noteUndone(): void {
  regrouping.set({ version: regrouping.get().version + 1 });
}
