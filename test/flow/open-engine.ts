import { join } from 'node:path';
import { type Client, connect } from '../../src/main/cli/client.ts';
import { followJob } from '../../src/main/cli/follow-job.ts';
import { startEngine } from '../../src/main/engine/engine.ts';
import { forkProcesses } from '../../src/main/web/fork-process.ts';
import { explain, type Outcome } from '../../src/shared/failure.ts';
import type { GridPatch } from '../../src/shared/grid.ts';
import type { Job } from '../../src/shared/job.ts';

/** The real engine in its own processes, without a command line around it. */
export interface OpenEngine {
  readonly client: Client;
  /** Starts a job and waits for its end; throws when it could not start. */
  follow(start: () => Promise<Outcome<{ job: number }>>, watch?: (job: Job) => void): Promise<Job>;
  close(): Promise<void>;
}

/** Starts an engine whose settings lie in `folder`. */
export function openEngine(folder: string): OpenEngine {
  const engine = startEngine(forkProcesses(), {
    shell: 'command line',
    configFolder: join(folder, 'settings'),
    roots: ['/'],
    workingFolder: folder,
  });
  const client = connect(engine);
  const never = new AbortController().signal;
  return {
    client,
    follow: async (start, watch = () => {}) => given(await followJob(client, start, watch, never)),
    close: () => engine.close(),
  };
}

/** The value of an outcome that a test counts on. */
export function given<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(explain(outcome.failure));
}

/** All exemplars by position, labels included. */
export async function exemplarsOf(client: Client): Promise<readonly GridPatch[]> {
  const view = given(await client.grid.open.query({ set: 'all', order: 'position' }));
  const patches: GridPatch[] = [];
  while (patches.length < view.total) {
    const page = { view: view.view, from: patches.length, count: 1000 };
    patches.push(...given(await client.grid.page.query(page)).patches);
  }
  return patches;
}
