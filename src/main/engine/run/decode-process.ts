import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { fail } from '../../../shared/failure.ts';
import type { DecodeTask, VolumeToRead } from './decode-task.ts';
import type { TaskReply, TaskRequest } from './process-message.ts';
import { processPort } from './process-port.ts';
import { residentVolumes } from './resident-volumes.ts';

// Reads untrusted files, in worker threads; when it dies the engine lives on.

const port = processPort();
const isSource = import.meta.url.endsWith('.ts');
const pool = new Piscina({
  filename: new URL(isSource ? './decode-worker.ts' : './decode-worker.js', import.meta.url).href,
  minThreads: 1,
  maxThreads: availableParallelism(),
  idleTimeout: 30_000,
});
const residents = residentVolumes((part) => pool.run(part, { name: 'fillResident' }));
const running = new Map<number, AbortController>();

// `as`: only the engine writes to this channel.
port.onMessage((message) => receive(message as TaskRequest));

function receive(request: TaskRequest): void {
  if (request.type === 'task-stop') running.get(request.id)?.abort();
  else void work(request.id, request.task as DecodeTask);
}

async function work(id: number, task: DecodeTask): Promise<void> {
  const abort = new AbortController();
  running.set(id, abort);
  const reply = (message: TaskReply) => port.send(message);
  const channel = new MessageChannel();
  try {
    const resident = await residentFor(task);
    channel.port1.on('message', (progress: unknown) =>
      reply({ type: 'task-progress', id, progress }),
    );
    const result: unknown = await pool.run(
      { ...task, resident, progress: channel.port2 },
      { name: 'work', signal: abort.signal, transferList: [channel.port2] },
    );
    reply({ type: 'task-done', id, result });
  } catch (error) {
    if (abort.signal.aborted) reply({ type: 'task-done', id, result: fail({ kind: 'cancelled' }) });
    else
      reply({
        type: 'task-failed',
        id,
        message: error instanceof Error ? error.message : String(error),
      });
  } finally {
    channel.port1.close();
    running.delete(id);
  }
}

async function residentFor(task: DecodeTask): Promise<SharedArrayBuffer | null> {
  if (!('keepResident' in task) || !task.keepResident) return null;
  const volume: VolumeToRead = task.volume;
  return residents.get(volume);
}
