import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildApp } from '../../scripts/build.ts';

// The built command, as it is installed: it starts in half the time of the sources.
await buildApp();
const main = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js');

/** A started process, what it has said so far, and its end. */
export interface Started {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly notes: () => string;
  readonly ended: Promise<Ended>;
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly notes: string;
}

/** Starts the real command line in a folder, with settings of its own. */
export function startCommand(folder: string, args: readonly string[]): Started {
  return startScript(main, folder, args);
}

/** Starts a script of ours with the Node that runs this one. */
export function startScript(script: string, folder: string, args: readonly string[]): Started {
  const env: NodeJS.ProcessEnv = { ...process.env, EMCURATOR_CONFIG: join(folder, 'settings') };
  delete env['INIT_CWD'];
  const child = spawn(process.execPath, [script, ...args], { cwd: folder, env });
  let [out, notes] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    notes += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    // "exit" and not "close": a child of a killed child may hold the pipe a little longer.
    child.on('exit', (code) => setImmediate(() => resolve({ code, out, notes })));
  });
  return { child, out: () => out, notes: () => notes, ended };
}

/** Runs one command to its end. */
export async function emcurator(folder: string, ...args: string[]): Promise<Ended> {
  const started = startCommand(folder, args);
  const closed = new Promise((resolve) => started.child.on('close', resolve));
  const { code } = await started.ended;
  await closed;
  return { code, out: started.out(), notes: started.notes() };
}

/** Runs one command with `--json`: the document it printed, and its exit code as `code`. */
export async function emcuratorJson(folder: string, ...args: string[]) {
  const { code, out, notes } = await emcurator(folder, ...args, '--json');
  if (out === '') throw new Error(`${args.join(' ')} printed nothing (${code}): ${notes}`);
  return { ...JSON.parse(out), code };
}
