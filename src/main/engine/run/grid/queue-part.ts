import { succeed } from '../../../../shared/failure.ts';
import type { Parts } from '../workbench-parts.ts';
import type { QueueBench } from './queue-bench.ts';
import { exportQueue, importQueue, removeQueue, saveQueue } from './saved-queues.ts';

/** Saved queues. */
export function queuePart({ desk, allowed }: Parts): QueueBench {
  return {
    listQueues: () => desk.read((session) => succeed([...session.catalog.queues.all()])),
    saveQueue: (name, query) => desk.write((session) => saveQueue(session, name, query)),
    removeQueue: (id) => desk.write((session) => removeQueue(session, id)),
    async exportQueue(id, file) {
      const path = await allowed(file);
      if (!path.ok) return path;
      return desk.readLater((session) => exportQueue(session, id, path.value));
    },
    async importQueue(file) {
      const path = await allowed(file);
      if (!path.ok) return path;
      return desk.writeLater((session) => importQueue(session, path.value));
    },
  };
}
