import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { NetworkUse } from '../../inference/network-use.ts';
import type { Session } from '../project/session.ts';
import { attempt } from '../task/attempt.ts';
import { type TaskClient, TaskLate, TaskLost, type TaskOptions } from '../task/task-client.ts';
import type { PackedPatch, PatchToRead, VolumeToRead } from '../task/worker-material.ts';
import { encoderGraph, type StoredEncoder } from './encoders.ts';

/** One encoder at work. Rows are patches x width; NaN where pixels cannot be read. */
export interface Embedder {
  readonly width: number;
  /** patches worth sending at a time */
  readonly unit: number;
  ofPacked(patches: readonly PackedPatch[], options?: TaskOptions): Promise<Outcome<Float32Array>>;
  ofVolume(
    volume: VolumeToRead,
    name: string,
    patches: readonly PatchToRead[],
  ): Promise<Outcome<Float32Array>>;
  /** One picture of middle grey: what the encoder makes of it. */
  ofGrey(options?: TaskOptions): Promise<Outcome<Float32Array>>;
  /** the provider in use and why others are not, in words; empty before the first patch */
  provider(): readonly string[];
}

/** How long a network may take; a file from anywhere may hold a loop that never ends. */
export interface NetworkPatience {
  /** to be opened, on each provider in turn */
  readonly openMs: number;
  readonly pictureMs: number;
}

/** A network of a billion weights takes some seconds a picture on one old core. */
const patience: NetworkPatience = { openMs: 60_000, pictureMs: 10_000 };
/** A cancelled job ends so long after, even if the network does not. */
const graceMs = 3000;

/** Texture features in the decode workers, a network in the inference process. */
export function embedderOf(
  session: Session,
  tasks: TaskClient,
  encoder: StoredEncoder,
  limits: NetworkPatience = patience,
): Embedder {
  const { network, record } = encoder;
  const project = session.folder;
  if (network) return networkEmbedder(session, tasks, encoder, network, limits);
  return {
    width: record.width,
    unit: 128,
    ofPacked: (patches, options) =>
      attempt('decode', 'packed patches', async () =>
        succeed(await tasks.decode('embed-packed', { project, patches }, options)),
      ),
    ofVolume: (volume, name, patches) =>
      attempt('decode', name, () =>
        tasks.decode('embed-patches', { volume, patches, keepResident: false }),
      ),
    ofGrey: async () => succeed(new Float32Array(record.width)),
    provider: () => ['cpu'],
  };
}

function networkEmbedder(
  session: Session,
  tasks: TaskClient,
  { record }: StoredEncoder,
  use: NetworkUse,
  limits: NetworkPatience,
): Embedder {
  const graph = encoderGraph(session, record.hash);
  const size = { height: use.input.height, width: use.input.width };
  let providers: readonly string[] | null = null;
  let said: readonly string[] = [];
  const lost: string[] = [];
  let slowSeconds: number | null = null;
  /** sent and not answered: the process takes one after another */
  let underWay = 0;
  const longestFor = (pixels: Uint8Array) =>
    limits.openMs + (limits.pictureMs * pixels.length) / (size.height * size.width);

  async function infer(pixels: Uint8Array, on: readonly string[], signal?: AbortSignal) {
    underWay++;
    try {
      const longestMs = underWay * longestFor(pixels);
      const limit = { signal, longestMs, graceMs };
      return await tasks.infer('embed', { graph, use, providers: on, pixels }, limit);
    } finally {
      underWay--;
    }
  }

  /** A provider whose library aborts takes the inference process with it: the next one is tried. */
  async function embed(pixels: Uint8Array, signal?: AbortSignal): Promise<Outcome<Float32Array>> {
    providers ??= await tasks.infer('providers', {});
    for (;;) {
      try {
        const done = await infer(pixels, providers, signal);
        if (!done.ok) return done;
        said = [done.value.provider, ...lost, ...done.value.refused];
        return succeed(done.value.rows);
      } catch (error) {
        if (!(error instanceof TaskLost)) throw error;
        if (signal?.aborted) return fail({ kind: 'cancelled' });
        if (error instanceof TaskLate) slowSeconds = Math.round(longestFor(pixels) / 1000);
        // Those that waited behind the one that was too slow would be so on any provider.
        if (slowSeconds !== null)
          return fail({ kind: 'encoder-too-slow', name: record.name, seconds: slowSeconds });
        const [aborted, ...others] = providers;
        if (others.length === 0)
          return fail({ kind: 'process-died', process: 'inference', item: record.name });
        lost.push(`${aborted}: its library stopped the inference process`);
        providers = others;
      }
    }
  }

  return {
    width: record.width,
    unit: 64,
    async ofPacked(patches, options) {
      const read = await attempt('decode', 'packed patches', async () =>
        succeed(
          await tasks.decode('pixels-packed', { project: session.folder, patches, size }, options),
        ),
      );
      if (!read.ok) return read;
      const rows = await embed(read.value.pixels, options?.signal);
      if (!rows.ok) return rows;
      for (const at of read.value.missing) {
        rows.value.fill(Number.NaN, at * record.width, (at + 1) * record.width);
      }
      return rows;
    },
    async ofVolume(volume, name, patches) {
      const read = await attempt('decode', name, () =>
        tasks.decode('pixels-of-patches', { volume, patches, size, keepResident: false }),
      );
      return read.ok ? embed(read.value) : read;
    },
    ofGrey: (options) => embed(new Uint8Array(size.height * size.width).fill(128), options?.signal),
    provider: () => said,
  };
}
