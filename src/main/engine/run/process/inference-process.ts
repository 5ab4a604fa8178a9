import { availableParallelism } from 'node:os';
import { embedPictures } from '../../inference/embed-pictures.ts';
import { builtInProviders, probeProvider } from '../../inference/probe-provider.ts';
import { modelTrainer } from '../model/model-trainer.ts';
import type { InferenceTask, InferenceTaskName, InferenceTasks } from '../task/inference-task.ts';
import type { TaskRequest } from '../task/process-message.ts';
import { processPort } from './process-port.ts';

// Trains, scores, and owns ONNX Runtime; when a native provider aborts, only this process dies.

type Handlers = {
  [K in InferenceTaskName]: (
    ask: InferenceTasks[K]['ask'],
    signal: AbortSignal,
  ) => Promise<InferenceTasks[K]['answer']>;
};

const trainer = modelTrainer(availableParallelism());

const handlers: Handlers = {
  train: trainer.train,
  'train-on-first': trainer.trainOnFirst,
  importances: trainer.importances,
  score: trainer.score,
  embed: embedPictures,
  providers: async () => builtInProviders(),
  probe: ({ provider }) => probeProvider(provider),
};

const port = processPort();
const running = new Map<number, AbortController>();
// `as`: only the engine writes to this channel.
port.onMessage((message) => void receive(message as TaskRequest));

async function receive(request: TaskRequest): Promise<void> {
  const { id } = request;
  if (request.type === 'task-stop') {
    running.get(id)?.abort();
    return;
  }
  const task = request.task as InferenceTask;
  // `as`: the handler under a task's name takes exactly that task.
  const handler = handlers[task.name] as (
    ask: InferenceTask,
    signal: AbortSignal,
  ) => Promise<unknown>;
  const abort = new AbortController();
  running.set(id, abort);
  try {
    port.send({ type: 'task-done', id, result: await handler(task, abort.signal) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.send({ type: 'task-failed', id, message });
  } finally {
    running.delete(id);
  }
}
