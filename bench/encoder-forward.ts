// Patches a second through a ResNet-34 encoder in ONNX Runtime, and in torch where Python has it.
// Run: node bench/encoder-forward.ts
// Rounds of both alternate, so that a busy machine slows both alike; the ratio is the
// median of those of neighbouring rounds.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readEncoderFile } from '../src/main/engine/encoder/read-encoder-file.ts';
import { resnetKinds } from '../src/main/engine/encoder/resnet-plan.ts';
import { seededPatch, seededResnet } from '../test/main/engine/encoder/seeded-resnet.ts';
import { torchZipBytes } from '../test/main/engine/encoder/write-checkpoint.ts';
import { printFigure } from './print-figure.ts';

const threads = 2;
const batch = 32;
const rounds = 11;
const batches = 1;

const folder = mkdtempSync(join(tmpdir(), 'encoder-forward-'));
const path = join(folder, 'patch_quality_classifier_nn.pth');
writeFileSync(path, torchZipBytes(seededResnet(resnetKinds[1], 3, 1)));
const start = performance.now();
const encoder = await readEncoderFile(path);
if (!encoder.ok) throw new Error(encoder.failure.kind);
printFigure('read a ResNet-34 file of 85 MB', (performance.now() - start) / 1000, 's', null);

const session = await InferenceSession.create(encoder.value.graph, { intraOpNumThreads: threads });
const patches = Array.from({ length: batch }, (_, i) => seededPatch(i));
const pixels = Float32Array.from({ length: batch * 224 * 224 }, (_, i) => {
  const patch = patches[Math.floor(i / (224 * 224))];
  return patch?.[i % (224 * 224)] ?? 0;
});
const feeds = { patches: new Tensor('float32', pixels, [batch, 1, 224, 224]) };

/** Patches a second of one round, on the clock and of processor time. */
interface Round {
  readonly wall: number;
  readonly processor: number;
}

async function runtimeRound(): Promise<Round> {
  const [begin, used] = [performance.now(), process.cpuUsage()];
  for (let i = 0; i < batches; i++) await session.run(feeds, ['embedding']);
  const { user, system } = process.cpuUsage(used);
  const count = batches * batch;
  return {
    wall: (count * 1000) / (performance.now() - begin),
    processor: (count * 1e6) / (user + system),
  };
}

// The paper's way: eager mode, evaluation, no gradients. A line in gives a round and a line out.
const script = `
import sys, time, torch, torchvision
torch.set_num_threads(${threads})
net = torchvision.models.resnet34(weights=None).eval()
net.fc = torch.nn.Identity()
x = torch.rand(${batch}, 3, 224, 224)
with torch.no_grad():
    net(x)
    for line in sys.stdin:
        begin, used = time.perf_counter(), time.process_time()
        for _ in range(${batches}):
            net(x)
        wall, cpu = time.perf_counter() - begin, time.process_time() - used
        print(${batches * batch} / wall, ${batches * batch} / cpu, flush=True)
`;

const pythons = ['python3', '/usr/bin/python3'];
const python = pythons.find((name) => spawnSync(name, ['-c', 'import torchvision']).status === 0);

/** torch in a process of its own, kept for all rounds. */
function torchRounds(name: string): { round(): Promise<Round>; close(): void } {
  const child = spawn(name, ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async round() {
      child.stdin.write('\n');
      const { value } = await lines.next();
      const [wall = Number.NaN, processor = Number.NaN] = String(value).split(' ').map(Number);
      return { wall, processor };
    },
    close: () => child.stdin.end(),
  };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const medianOf = (of: readonly Round[], clock: keyof Round): number =>
  median(of.map((round) => round[clock]));

const other = python ? torchRounds(python) : null;
await runtimeRound();
await other?.round();
const runtime: Round[] = [];
const torch: Round[] = [];
for (let i = 0; i < rounds; i++) {
  runtime.push(await runtimeRound());
  if (other) torch.push(await other.round());
}
other?.close();
const load = `load ${loadavg()[0]?.toFixed(1)}`;
const [wall, processor] = [medianOf(runtime, 'wall'), medianOf(runtime, 'processor')];
printFigure('ResNet-34 forward, 2 threads', wall, 'patches/s', { atLeast: 30 }, load);
printFigure('ResNet-34 forward', processor, 'patches a CPU second', null);
if (other) {
  const ratioOf = (clock: keyof Round) =>
    median(runtime.map((round, i) => round[clock] / (torch[i]?.[clock] ?? Number.NaN)));
  printFigure('torch, 2 threads', medianOf(torch, 'wall'), 'patches/s', null);
  printFigure('torch', medianOf(torch, 'processor'), 'patches a CPU second', null);
  printFigure('ONNX Runtime to torch', ratioOf('wall'), 'times', { atLeast: 1.25 });
  printFigure('the same in processor time', ratioOf('processor'), 'times', null);
} else {
  console.log('torch was not found; the ratio to it was not measured');
}
await session.release();
rmSync(folder, { recursive: true });
