import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { NetworkUse } from '../inference/network-use.ts';
import { attempt } from './attempt.ts';
import type { PackedPatch, PatchToRead, VolumeToRead } from './decode-task.ts';
import { encoderGraph, type StoredEncoder } from './encoders.ts';
import type { Session } from './session.ts';
import { type TaskClient, TaskLost, type TaskOptions } from './task-client.ts';

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
  ofGrey(): Promise<Outcome<Float32Array>>;
  /** the provider in use and why others are not, in words; empty before the first patch */
  provider(): readonly string[];
}

/** Texture features in the decode workers, a network in the inference process. */
export function embedderOf(session: Session, tasks: TaskClient, encoder: StoredEncoder): Embedder {
  const { network, record } = encoder;
  const project = session.folder;
  if (network) return networkEmbedder(session, tasks, encoder, network);
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
): Embedder {
  const graph = encoderGraph(session, record.hash);
  const size = { height: use.input.height, width: use.input.width };
  let providers: readonly string[] | null = null;
  let said: readonly string[] = [];
  const lost: string[] = [];

  /** A provider whose library aborts takes the inference process with it: the next one is tried. */
  async function embed(pixels: Uint8Array): Promise<Outcome<Float32Array>> {
    providers ??= await tasks.infer('providers', {});
    for (;;) {
      try {
        const done = await tasks.infer('embed', { graph, use, providers, pixels });
        if (!done.ok) return done;
        said = [done.value.provider, ...lost, ...done.value.refused];
        return succeed(done.value.rows);
      } catch (error) {
        if (!(error instanceof TaskLost)) throw error;
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
      const rows = await embed(read.value.pixels);
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
    ofGrey: () => embed(new Uint8Array(size.height * size.width).fill(128)),
    provider: () => said,
  };
}
