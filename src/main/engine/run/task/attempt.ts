import { fail, type Outcome } from '../../../../shared/failure.ts';
import { TaskLost } from './task-client.ts';

/** The same, but what was lost with its process is tried once more, in a fresh one. */
export async function attemptAgain<T>(
  process: string,
  item: string,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const first = await attempt(process, item, work);
  return isLost(first) ? attempt(process, item, work) : first;
}

/** Whether a process ended while it worked on something: what it worked on need not be to blame. */
export const isLost = (outcome: Outcome<unknown>): boolean =>
  !outcome.ok && outcome.failure.kind === 'process-died';

/** Turns the loss of a worker process during a task into a failure of the item it worked on. */
export async function attempt<T>(
  process: string,
  item: string,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TaskLost) {
      if (error.process !== 'worker') return fail({ kind: 'process-died', process, item });
      return fail({ kind: 'unexpected', doing: `Reading ${item}`, reason: error.message });
    }
    throw error;
  }
}
