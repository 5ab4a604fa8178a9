import { type TaskClient, TaskLost } from './task/task-client.ts';
import type { Execution } from './workbench.ts';

/**
 * Tries the execution providers one at a time, fastest first; one whose library aborts takes only the
 * inference process with it, which starts again for the next.
 */
export async function probeExecution(tasks: TaskClient): Promise<Execution> {
  const probed: Execution['probed'] = [];
  for (const provider of await tasks.infer('providers', {})) {
    try {
      probed.push({ ...(await tasks.infer('probe', { provider })) });
    } catch (error) {
      if (!(error instanceof TaskLost)) throw error;
      probed.push({
        name: provider,
        runs: false,
        reason: 'its library stopped the inference process',
      });
    }
  }
  return { provider: probed.find(({ runs }) => runs)?.name ?? 'none', probed };
}
