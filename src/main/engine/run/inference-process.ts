import { succeed } from '../../../shared/failure.ts';
import { builtInProviders, probeProvider } from '../inference/probe-provider.ts';
import { textureForest } from '../score/texture-forest.ts';
import type { InferenceTask, InferenceTaskName, InferenceTasks } from './inference-task.ts';
import { permutationImportances } from './permutation-importances.ts';
import type { TaskRequest } from './process-message.ts';
import { processPort } from './process-port.ts';

// Trains, scores, and owns ONNX Runtime; when a native provider aborts, only this process dies.

type Handlers = {
  [K in InferenceTaskName]: (ask: InferenceTasks[K]['ask']) => Promise<InferenceTasks[K]['answer']>;
};

const handlers: Handlers = {
  async train({ features, featureCount, labels, groups, seed }) {
    const model = textureForest.train(features, labels, seed);
    const importances = permutationImportances(
      scorerOf(model),
      features,
      featureCount,
      labels,
      seed,
    );
    return {
      model,
      importances,
      leftOut: scoreLeftOut(features, featureCount, labels, groups, seed),
    };
  },
  async score({ model, features, featureCount }) {
    const opened = textureForest.open(model, 'the filter model');
    if (!opened.ok) return opened;
    return succeed(withoutUnmeasured(opened.value(features), features, featureCount));
  },
  'score-left-out': async ({ features, featureCount, labels, groups, seed }) =>
    scoreLeftOut(features, featureCount, labels, groups, seed),
  providers: async () => builtInProviders(),
  probe: ({ provider }) => probeProvider(provider),
};

const port = processPort();
// `as`: only the engine writes to this channel.
port.onMessage((message) => void receive(message as TaskRequest));

async function receive(request: TaskRequest): Promise<void> {
  if (request.type === 'task-stop') return;
  const { id } = request;
  const task = request.task as InferenceTask;
  // `as`: the handler under a task's name takes exactly that task.
  const handler = handlers[task.name] as (ask: InferenceTask) => Promise<unknown>;
  try {
    port.send({ type: 'task-done', id, result: await handler(task) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.send({ type: 'task-failed', id, message });
  }
}

/** A forest sends not-a-number down one side and answers; what was never measured has no score. */
function withoutUnmeasured(
  scores: Float32Array,
  features: Float64Array,
  width: number,
): Float32Array {
  return scores.map((score, row) =>
    features.subarray(row * width, (row + 1) * width).every(Number.isFinite) ? score : Number.NaN,
  );
}

/** A model that was just trained here opens; anything else is a bug. */
function scorerOf(model: string) {
  const opened = textureForest.open(model, 'the filter model');
  if (!opened.ok) throw new Error('A model just trained cannot be opened.');
  return opened.value;
}

const mostFolds = 10;

/** Scores each patch by a model that never saw its source; null when there is only one source. */
function scoreLeftOut(
  features: Float64Array,
  featureCount: number,
  labels: Uint8Array,
  groups: Uint32Array,
  seed: number,
): Float32Array | null {
  const sources = [...new Set(groups)].sort((a, b) => a - b);
  if (sources.length < 2) return null;
  const foldOf = new Map(
    sources.map((source, i) => [source, i % Math.min(mostFolds, sources.length)]),
  );
  const scores = new Float32Array(labels.length).fill(Number.NaN);
  for (const fold of new Set(foldOf.values())) {
    const rows = [...labels.keys()];
    const inside = rows.filter((row) => foldOf.get(groups[row] ?? 0) === fold);
    const outside = rows.filter((row) => foldOf.get(groups[row] ?? 0) !== fold);
    const outsideLabels = Uint8Array.from(outside, (row) => labels[row] ?? 0);
    if (new Set(outsideLabels).size < 2) continue;
    const model = textureForest.train(
      pickRows(features, featureCount, outside),
      outsideLabels,
      seed,
    );
    const scored = scorerOf(model)(pickRows(features, featureCount, inside));
    inside.forEach((row, i) => {
      scores[row] = scored[i] ?? Number.NaN;
    });
  }
  return scores;
}

function pickRows(features: Float64Array, width: number, rows: readonly number[]): Float64Array {
  const out = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    out.set(features.subarray(row * width, (row + 1) * width), i * width);
  });
  return out;
}
