import { InferenceSession, Tensor } from 'onnxruntime-node';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { type BatchSizer, batchSizer } from './batch-sizer.ts';
import type { NetworkUse } from './network-use.ts';

/** An open network and how it runs best. */
interface OpenNetwork {
  readonly session: InferenceSession;
  readonly provider: string;
  readonly refused: readonly string[];
  readonly sizer: BatchSizer;
}

interface Asked {
  readonly graph: string;
  readonly use: NetworkUse;
  readonly providers: readonly string[];
  readonly pixels: Uint8Array;
}

let open: { readonly key: string; readonly network: Promise<OpenNetwork> } | null = null;

/**
 * Embeds pictures with a network, kept open between calls.
 *
 * @returns failure `header-invalid` where no provider, not even the CPU, runs the network.
 */
export async function embedPictures(
  asked: Asked,
): Promise<Outcome<{ rows: Float32Array; provider: string; refused: readonly string[] }>> {
  const { graph, use, providers, pixels } = asked;
  const key = `${graph} ${providers.join(' ')}`;
  if (open?.key !== key) {
    const before = open;
    open = { key, network: openNetwork(asked) };
    await before?.network.then(({ session }) => session.release()).catch(() => {});
  }
  try {
    const network = await open.network;
    const rows = await runInBatches(network, use, pixels);
    return succeed({ rows, provider: network.provider, refused: network.refused });
  } catch (error) {
    open = null;
    const reason = error instanceof Error ? error.message : String(error);
    const what = `ONNX Runtime cannot run it (${reason.split('\n')[0]})`;
    return fail({ kind: 'header-invalid', path: graph, what });
  }
}

/** Largest difference from the CPU's answer, against its largest value, that still counts as the same. */
const tolerance = 5e-3;

/** Tries the providers in turn; each must give the CPU's answer for one picture of noise. */
async function openNetwork({ graph, use, providers }: Asked): Promise<OpenNetwork> {
  const refused: string[] = [];
  const sample = Uint8Array.from(
    { length: use.input.height * use.input.width },
    (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255,
  );
  const cpu = await InferenceSession.create(graph, { logSeverityLevel: 4 });
  for (const provider of providers.filter((name) => name !== 'cpu')) {
    try {
      const options = { executionProviders: [provider], logSeverityLevel: 4 } as const;
      const session = await InferenceSession.create(graph, options);
      const [own, reference] = [
        await runBatch(session, use, sample),
        await runBatch(cpu, use, sample),
      ];
      const size = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-6);
      const worst = own.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - (reference[i] ?? Number.NaN))),
        0,
      );
      if (worst / size <= tolerance) {
        await cpu.release();
        return { session, provider, refused, sizer: batchSizer() };
      }
      refused.push(`${provider}: its results differ from the CPU's by ${worst / size}`);
      await session.release();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      refused.push(`${provider}: ${message.split('\n')[0]}`);
    }
  }
  return { session: cpu, provider: 'cpu', refused, sizer: batchSizer() };
}

async function runInBatches(
  { session, sizer }: OpenNetwork,
  use: NetworkUse,
  pixels: Uint8Array,
): Promise<Float32Array> {
  const bytes = use.input.height * use.input.width;
  const count = pixels.length / bytes;
  let rows: Float32Array | null = null;
  for (let from = 0; from < count; ) {
    const size = Math.min(use.input.batch ?? sizer.next(), count - from);
    const started = performance.now();
    const part = await runBatch(session, use, pixels.subarray(from * bytes, (from + size) * bytes));
    sizer.took(size, performance.now() - started);
    rows ??= new Float32Array((part.length / size) * count);
    rows.set(part, (part.length / size) * from);
    from += size;
  }
  return rows ?? new Float32Array(0);
}

async function runBatch(
  session: InferenceSession,
  use: NetworkUse,
  pixels: Uint8Array,
): Promise<Float32Array> {
  const { name, channels, height, width } = use.input;
  const count = pixels.length / (height * width);
  const batch = use.input.batch ?? count;
  // A network of a fixed batch gets black pictures behind the last ones.
  const values = new Float32Array(batch * channels * height * width);
  values.set(inputOf(use, pixels));
  const input = new Tensor('float32', values, [batch, channels, height, width]);
  const found = (await session.run({ [name]: input }, [use.output.name]))[use.output.name];
  if (!(found?.data instanceof Float32Array))
    throw new Error('its embedding is not of 32-bit fractions');
  const rows = use.output.rank === 4 ? pooled(found.data, found.dims) : found.data;
  return rows.subarray(0, (rows.length / batch) * count);
}

/** Grey in every channel, normalised where the graph does not do it: (v / 255 - mean) / std. */
function inputOf({ input }: NetworkUse, pixels: Uint8Array): Float32Array {
  const { channels, height, width, normalisation } = input;
  const bytes = height * width;
  const count = pixels.length / bytes;
  if (!normalisation && channels === 1) return Float32Array.from(pixels);
  const out = new Float32Array(count * channels * bytes);
  for (let picture = 0; picture < count; picture++) {
    const grey = pixels.subarray(picture * bytes, (picture + 1) * bytes);
    for (let channel = 0; channel < channels; channel++) {
      const mean = normalisation?.mean[channel] ?? 0;
      const scale = normalisation ? 1 / (normalisation.std[channel] ?? 1) : 255;
      const plane = out.subarray((picture * channels + channel) * bytes);
      for (let i = 0; i < bytes; i++) plane[i] = ((grey[i] ?? 0) / 255 - mean) * scale;
    }
  }
  return out;
}

/** Mean over rows and columns of feature maps. */
function pooled(maps: Float32Array, dims: readonly number[]): Float32Array {
  const area = (dims[2] ?? 1) * (dims[3] ?? 1);
  return Float32Array.from({ length: maps.length / area }, (_, map) => {
    let sum = 0;
    for (let i = 0; i < area; i++) sum += maps[map * area + i] ?? 0;
    return sum / area;
  });
}
