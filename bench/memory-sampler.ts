import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { processTree } from '../test/flow/process-tree.ts';

/** Memory of all processes of a bench over time, watched from a thread of its own so that it delays nothing. */
export interface MemorySampler {
  /** Megabytes, twice a second, memory that processes share counted once. */
  stop(): Promise<readonly number[]>;
}

export function sampleMemory(): MemorySampler {
  const worker = new Worker(new URL(import.meta.url));
  return {
    async stop() {
      const samples = new Promise<readonly number[]>((resolve) => worker.once('message', resolve));
      worker.postMessage('stop');
      const found = await samples;
      await worker.terminate();
      return found;
    },
  };
}

if (!isMainThread) {
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(megabytes()), 500);
  parentPort?.once('message', () => {
    clearInterval(timer);
    parentPort?.postMessage(samples);
  });
}

function megabytes(): number {
  let sum = 0;
  for (const { pid } of processTree(process.pid)) {
    try {
      const pss = /^Pss:\s+(?<kb>\d+)/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
      sum += Number(pss?.groups?.['kb'] ?? 0) / 1024;
    } catch {
      // it has just ended
    }
  }
  return sum;
}
