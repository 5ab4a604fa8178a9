import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { fail, type Outcome } from '../../../../shared/failure.ts';
import type { ShardEntry } from '../../export/journal.ts';
import { settleExportShard } from '../export/settle-shard.ts';
import type { DecodeTask } from '../task/decode-task.ts';
import type { TaskReply, TaskRequest } from '../task/process-message.ts';
import type { VolumeToRead } from '../task/worker-material.ts';
import { residentVolumes } from '../volume/resident-volumes.ts';
import { processPort } from './process-port.ts';

// Reads untrusted files, in worker threads; when it dies the engine lives on.

const port = processPort();
const isSource = import.meta.url.endsWith('.ts');
const options = {
  filename: new URL(isSource ? './decode-worker.ts' : './decode-worker.js', import.meta.url).href,
  idleTimeout: 30_000,
};
const pool = new Piscina({ ...options, minThreads: 1, maxThreads: availableParallelism() });
/**
 * Whoever looks waits for no job: pictures have a worker of their own, which keeps open what it shows.
 * Several at once, since most of the time is spent waiting for the disk; its timers need it awake.
 */
const viewer = new Piscina({
  ...options,
  minThreads: 0,
  maxThreads: 1,
  concurrentTasksPerWorker: 32,
  atomics: 'disabled',
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
  const isPicture = task.name === 'picture';
  try {
    const resident = await residentFor(task);
    const residents = await residentsFor(task);
    channel.port1.on('message', (progress: unknown) =>
      reply({ type: 'task-progress', id, progress }),
    );
    const around = { ...task, resident, residents, progress: channel.port2 };
    const transferList = [channel.port2];
    const isAsked = stopsWhenAsked.has(task.name);
    if (isAsked) abort.signal.addEventListener('abort', () => channel.port1.postMessage('stop'));
    const result: unknown = await (isPicture ? viewer : pool).run(around, {
      name: 'work',
      transferList,
      ...(isAsked ? {} : { signal: abort.signal }),
    });
    reply({ type: 'task-done', id, result: await settled(task, result) });
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

/**
 * To stop a pool's task ends its thread, with all that the viewer keeps, and with half a file written: these
 * are asked to stop instead.
 */
const stopsWhenAsked: ReadonlySet<string> = new Set([
  'picture',
  'keep-exemplars',
  'write-shard',
  'finish-dataset',
  'write-flipbooks',
  'finish-flipbooks',
]);

/** What a worker wrote of an export is brought to the disk here, while the worker goes on with the next task. */
async function settled(task: DecodeTask, result: unknown): Promise<unknown> {
  if (task.name !== 'write-shard') return result;
  // `as`: what the worker's handler of this task answers.
  return settleExportShard(task, result as Outcome<ShardEntry>);
}

async function residentsFor(task: DecodeTask): Promise<readonly (SharedArrayBuffer | null)[]> {
  if (task.name !== 'write-shard') return [];
  return Promise.all(
    task.groups.map(({ volume, keepResident }) =>
      volume && keepResident ? residents.get(volume) : null,
    ),
  );
}

async function residentFor(task: DecodeTask): Promise<SharedArrayBuffer | null> {
  if (!('keepResident' in task) || !task.keepResident) return null;
  const volume: VolumeToRead = task.volume;
  return residents.get(volume);
}
