import { fail, type Outcome } from '../../../../shared/failure.ts';
import { TaskLost } from './task-client.ts';

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
