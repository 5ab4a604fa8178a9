import type { DecodeTaskName, DecodeTasks } from './decode-task.ts';
import type { InferenceTaskName, InferenceTasks } from './inference-task.ts';
import type { TaskReply, TaskRequest } from './process-message.ts';

/** A task's process died or the task threw; the item it worked on is not to blame for sure. */
export class TaskLost extends Error {
  readonly process: string;
  constructor(process: string, message: string) {
    super(message);
    this.process = process;
  }
}

export interface TaskOptions {
  readonly signal?: AbortSignal | undefined;
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
}

export function taskClient(send: (request: TaskRequest) => void): TaskClient {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;

  function submit(
    to: 'decode' | 'inference',
    task: unknown,
    options: TaskOptions = {},
  ): Promise<unknown> {
    const id = nextId++;
    const stop = () => send({ type: 'task-stop', to, id });
    const answer = new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject, onProgress: options.onProgress });
      options.signal?.addEventListener('abort', stop, { once: true });
      send({ type: 'task', to, id, task });
    });
    // A job's signal outlives its many thousand tasks.
    return answer.finally(() => options.signal?.removeEventListener('abort', stop));
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
      else if (reply.type === 'task-lost')
        task.reject(new TaskLost(reply.process, `The ${reply.process} process stopped.`));
      else task.reject(new TaskLost('worker', reply.message));
    },
  };
}
