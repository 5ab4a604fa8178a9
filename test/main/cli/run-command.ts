import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const main = join(import.meta.dirname, '..', '..', '..', 'src', 'main', 'cli', 'main.ts');

/** An empty folder to call commands from. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'emcurator-cli-'));
}

export interface Command {
  readonly pid: number;
  /** what it has printed so far */
  readonly out: () => string;
  readonly notes: () => string;
  readonly ended: Promise<{ code: number | null; out: string; notes: string }>;
  interrupt(): void;
  /** Stops reading what it prints, as `| head` does. */
  closeOutput(): void;
}

/** Starts the real command line in a folder, with settings of its own. */
export function startCommand(folder: string, ...args: string[]): Command {
  const env: NodeJS.ProcessEnv = { ...process.env, EMCURATOR_CONFIG: join(folder, 'settings') };
  delete env['INIT_CWD'];
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, env });
  let [out, notes] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    notes += chunk;
  });
  return {
    pid: child.pid ?? -1,
    out: () => out,
    notes: () => notes,
    ended: new Promise((resolve) => {
      child.on('close', (code) => resolve({ code, out, notes }));
    }),
    interrupt: () => void child.kill('SIGINT'),
    closeOutput: () => void child.stdout.destroy(),
  };
}

/** Runs one command to its end. */
export function runCommand(folder: string, ...args: string[]) {
  return startCommand(folder, ...args).ended;
}
