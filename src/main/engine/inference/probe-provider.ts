import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node';
import { probeEdge, probeGraph } from './probe-graph.ts';

export interface ProviderFinding {
  readonly name: string;
  readonly runs: boolean;
  /** why it does not run, in the runtime's words; null when it does */
  readonly reason: string | null;
}

/** Execution providers built into this ONNX Runtime, fastest first, the CPU last. */
export function builtInProviders(): readonly string[] {
  const order = ['cuda', 'dml', 'coreml', 'webgpu', 'cpu'];
  const bundled = new Set(listSupportedBackends().map(({ name }) => name));
  return order.filter((name) => bundled.has(name));
}

const tolerance = 1e-4;

/** Runs the probe graph on a provider and compares with the CPU's answer. Call in a process that may die. */
export async function probeProvider(name: string): Promise<ProviderFinding> {
  try {
    const own = await runProbe(name);
    const reference = await runProbe('cpu');
    const worst = own.reduce(
      (most, value, i) => Math.max(most, Math.abs(value - (reference[i] ?? Number.NaN))),
      0,
    );
    if (worst <= tolerance) return { name, runs: true, reason: null };
    return { name, runs: false, reason: `its results differ from the CPU's by ${worst}` };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { name, runs: false, reason: plainReason(message) };
  }
}

async function runProbe(provider: string): Promise<Float32Array> {
  const session = await InferenceSession.create(probeGraph(), {
    executionProviders: [provider],
    logSeverityLevel: 4,
  });
  const cells = Float32Array.from(
    { length: probeEdge ** 2 },
    (_, i) => ((i * 7919) % 97) / 97 - 0.5,
  );
  const matrix = () => new Tensor('float32', cells, [probeEdge, probeEdge]);
  const { y } = await session.run({ x: matrix(), w: matrix() });
  await session.release();
  if (!(y?.data instanceof Float32Array)) throw new Error('it returned no numbers');
  return y.data;
}

/** The runtime's first line without its source position and condition, which tell a user nothing. */
function plainReason(message: string): string {
  const line = message.split('\n')[0] ?? message;
  return line.replace(/^.* was false\. /, '').replace(/^OrtSession\w+: /, '');
}
