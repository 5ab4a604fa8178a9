import { join } from 'node:path';
import { type Client, connect } from '../../src/main/cli/client.ts';
import { startEngine } from '../../src/main/engine/engine.ts';
import { forkProcesses } from '../../src/main/web/fork-process.ts';
import { given } from './open-engine.ts';
import type { WindowStep } from './torture-window.ts';

const built = join(import.meta.dirname, '..', '..', 'out', 'main');

/** The engine of the built program, which starts faster than the sources; its settings lie in `folder`. */
export function builtEngine(folder: string): { client: Client; close(): Promise<void> } {
  const engine = startEngine(
    forkProcesses((name) => join(built, `${name}-process.js`)),
    {
      shell: 'command line',
      configFolder: join(folder, 'settings'),
      roots: ['/'],
      workingFolder: folder,
    },
  );
  return { client: connect(engine), close: () => engine.close() };
}

/** Sends one request as the window does; throws when it is refused. */
export async function sendStep(client: Client, step: WindowStep): Promise<void> {
  if (step.kind === 'decide') given(await client.labels.decide.mutate(step.request));
  else given(await client.labels[step.kind].mutate({ key: step.key }));
}
