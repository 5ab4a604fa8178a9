import type {
  ProcessHandle,
  TaskReply,
} from '../../../../../src/main/engine/run/task/process-message.ts';
import {
  type TaskClient,
  taskClient,
} from '../../../../../src/main/engine/run/task/task-client.ts';
import { forkProcesses } from '../../../../../src/main/web/fork-process.ts';

/** The real decode and inference processes, started when first asked, and a count of what was asked. */
export interface TaskProcesses {
  readonly tasks: TaskClient;
  /** names of the tasks sent since the last `forget`, in order */
  readonly sent: string[];
  forget(): void;
  /** Runs before each task is sent. */
  beforeEach(listener: (name: string, task: unknown) => void): void;
  close(): void;
}

export function startTaskProcesses(): TaskProcesses {
  const start = forkProcesses();
  const running = new Map<string, ProcessHandle>();
  const sent: string[] = [];
  const underWay = new Map<number, ProcessHandle>();
  let before: (name: string, task: unknown) => void = () => {};
  const processFor = (name: 'decode' | 'inference') => {
    const known = running.get(name);
    if (known) return known;
    const handle = start(name);
    // `as`: our own processes write to this channel.
    handle.onMessage((message) => {
      const reply = message as TaskReply;
      if (reply.type !== 'task-progress') underWay.delete(reply.id);
      tasks.receive(reply);
    });
    running.set(name, handle);
    // As the hub does: what the process was at is lost with it.
    handle.onExit(() => {
      if (running.get(name) === handle) running.delete(name);
      for (const [id, at] of underWay) {
        if (at !== handle) continue;
        underWay.delete(id);
        tasks.receive({ type: 'task-lost', id, process: name });
      }
    });
    return handle;
  };
  const tasks = taskClient((request) => {
    if (request.type === 'process-end') {
      running.get(request.to)?.kill();
      return;
    }
    if (request.type === 'task') {
      // `as`: every task carries its name.
      const { name } = request.task as { name: string };
      underWay.set(request.id, processFor(request.to));
      before(name, request.task);
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
