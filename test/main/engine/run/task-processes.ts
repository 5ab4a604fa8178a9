import type { ProcessHandle } from '../../../../src/main/engine/run/process-message.ts';
import { type TaskClient, taskClient } from '../../../../src/main/engine/run/task-client.ts';
import { forkProcesses } from '../../../../src/main/web/fork-process.ts';

/** The real decode and inference processes, started when first asked, and a count of what was asked. */
export interface TaskProcesses {
  readonly tasks: TaskClient;
  /** names of the tasks sent since the last `forget`, in order */
  readonly sent: string[];
  forget(): void;
  /** Runs before each task is sent. */
  beforeEach(listener: (name: string) => void): void;
  close(): void;
}

export function startTaskProcesses(): TaskProcesses {
  const start = forkProcesses();
  const running = new Map<string, ProcessHandle>();
  const sent: string[] = [];
  let before: (name: string) => void = () => {};
  const processFor = (name: 'decode' | 'inference') => {
    const known = running.get(name);
    if (known) return known;
    const handle = start(name);
    // `as`: our own processes write to this channel.
    handle.onMessage((message) => tasks.receive(message as never));
    running.set(name, handle);
    return handle;
  };
  const tasks = taskClient((request) => {
    if (request.type === 'task') {
      // `as`: every task carries its name.
      const { name } = request.task as { name: string };
      before(name);
      sent.push(name);
    }
    processFor(request.to).send(request);
  });
  return {
    tasks,
    sent,
    forget: () => void sent.splice(0),
    beforeEach: (listener) => {
      before = listener;
    },
    close: () => running.forEach((handle) => void handle.kill()),
  };
}
