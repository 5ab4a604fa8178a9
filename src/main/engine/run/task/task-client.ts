import type { DecodeTaskName, DecodeTasks } from './decode-task.ts';
import type { InferenceTaskName, InferenceTasks } from './inference-task.ts';
import type { ProcessEnd, TaskReply, TaskRequest } from './process-message.ts';

/** A task's process died or the task threw; the item it worked on is not to blame for sure. */
export class TaskLost extends Error {
  readonly process: string;
  constructor(process: string, message: string) {
    super(message);
    this.process = process;
  }
}

/** A task that took longer than it was given; its process was ended. */
export class TaskLate extends TaskLost {}

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
  /** the process is ended when the task takes longer, so many milliseconds from when it was sent */
  readonly longestMs?: number;
  /** the process is ended when the task goes on for so long after `signal` */
  readonly graceMs?: number;
  readonly onProgress?: (progress: unknown) => void;
}

/** Sends work to the decode and inference processes, by way of the shell. */
export interface TaskClient {
  decode<K extends DecodeTaskName>(
    name: K,
    ask: DecodeTasks[K]['ask'],
    options?: TaskOptions,
  ): Promise<DecodeTasks[K]['answer']>;
  infer<K extends InferenceTaskName>(
    name: K,
    ask: InferenceTasks[K]['ask'],
    options?: TaskOptions,
  ): Promise<InferenceTasks[K]['answer']>;
  receive(reply: TaskReply): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
  onProgress: ((progress: unknown) => void) | undefined;
  isLate: boolean;
}

export function taskClient(send: (request: TaskRequest | ProcessEnd) => void): TaskClient {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;

  function submit(
    to: 'decode' | 'inference',
    task: unknown,
    options: TaskOptions = {},
  ): Promise<unknown> {
    const id = nextId++;
    const timers: NodeJS.Timeout[] = [];
    const endAfter = (ms: number | undefined) => {
      const end = () => {
        const task = waiting.get(id);
        if (task) task.isLate = true;
        send({ type: 'process-end', to });
      };
      if (ms !== undefined) timers.push(setTimeout(end, ms));
    };
    const stop = () => {
      send({ type: 'task-stop', to, id });
      endAfter(options.graceMs);
    };
    const answer = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress: options.onProgress, isLate: false });
      options.signal?.addEventListener('abort', stop, { once: true });
      send({ type: 'task', to, id, task });
      endAfter(options.longestMs);
      if (options.signal?.aborted) stop();
    });
    return answer.finally(() => {
      for (const timer of timers) clearTimeout(timer);
      // A job's signal outlives its many thousand tasks.
      options.signal?.removeEventListener('abort', stop);
    });
  }

  return {
    // `as`: the worker answers each task as the task table says.
    decode: (name, ask, options) => submit('decode', { name, ...ask }, options) as never,
    infer: (name, ask, options) => submit('inference', { name, ...ask }, options) as never,
    receive(reply) {
      const task = waiting.get(reply.id);
      if (!task) return;
      if (reply.type === 'task-progress') {
        task.onProgress?.(reply.progress);
        return;
      }
      waiting.delete(reply.id);
      if (reply.type === 'task-done') task.resolve(reply.result);
      else if (reply.type === 'task-lost') {
        const Lost = task.isLate ? TaskLate : TaskLost;
        task.reject(new Lost(reply.process, `The ${reply.process} process stopped.`));
      } else task.reject(new TaskLost('worker', reply.message));
    },
  };
}
