import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** What the machine itself gives two threads that share nothing, in percent of twice what one gets. */
export interface MachineEfficiency {
  /** a loop of sums that touches no memory */
  readonly arithmetic: number;
  /** a loop that reads and writes 128 MB over and over */
  readonly streaming: number;
}

type Loop = keyof MachineEfficiency;

/**
 * Runs each loop as one thread and as one a processor, in turn. Where two virtual processors are one core's two
 * threads, or other programs hold one of them, this is what no program can be better than.
 */
export async function machineEfficiency(rounds: number, forMs = 400): Promise<MachineEfficiency> {
  const threads = cpus().length;
  const measure = async (loop: Loop) => {
    const [one, all] = [[], []] as [number[], number[]];
    for (let round = 0; round < rounds; round++) {
      one.push(await stepsOf(loop, 1, forMs));
      all.push(await stepsOf(loop, threads, forMs));
    }
    return (100 * median(all)) / median(one) / threads;
  };
  return { arithmetic: await measure('arithmetic'), streaming: await measure('streaming') };
}

/** Steps that so many threads take together in a given time; they begin when all are ready. */
async function stepsOf(loop: Loop, threads: number, forMs: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(fileURLToPath(import.meta.url), { workerData: { loop, forMs } }),
  );
  const said = (worker: Worker) =>
    new Promise<number>((resolve) => worker.once('message', resolve));
  await Promise.all(workers.map(said));
  const steps = workers.map(said);
  for (const worker of workers) worker.postMessage('go');
  const all = await Promise.all(steps);
  await Promise.all(workers.map((worker) => worker.terminate()));
  return all.reduce((sum, each) => sum + each, 0);
}

const loops: { readonly [L in Loop]: () => () => void } = {
  arithmetic() {
    let value = 1;
    return () => {
      for (let i = 0; i < 100_000; i++) value = (Math.imul(value, 1664525) + i) | 0;
    };
  },
  streaming() {
    const [from, to] = [new Float64Array(2 ** 23), new Float64Array(2 ** 23)];
    let at = 0;
    return () => {
      const end = at + 65536;
      to.set(from.subarray(at, end), at);
      at = end === from.length ? 0 : end;
    };
  },
};

if (!isMainThread && workerData?.loop in loops) {
  // `as`: given above.
  const { loop, forMs } = workerData as { loop: Loop; forMs: number };
  const step = loops[loop]();
  const warm = performance.now() + forMs / 4;
  while (performance.now() < warm) step();
  parentPort?.once('message', () => {
    const end = performance.now() + forMs;
    let steps = 0;
    for (; performance.now() < end; steps++) step();
    parentPort?.postMessage(steps);
  });
  parentPort?.postMessage(0);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
