import type { Changed } from '../../../../shared/answer.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { SavedQueue } from '../../../../shared/queue.ts';
import type { Query } from './row-filter.ts';

/** Saved queues, as the router asks for them. */
export interface QueueBench {
  listQueues(): Outcome<SavedQueue[]>;
  saveQueue(name: string, query: Query): Changed;
  removeQueue(id: number): Changed;
  exportQueue(id: number, file: string): Promise<Outcome<{ name: string }>>;
  importQueue(file: string): Promise<Changed>;
}
