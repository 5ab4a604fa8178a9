import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** one letter; Z is a process that has ended and waits for its parent to notice */
  readonly state: string;
  readonly command: string;
}

/** True where processes can be listed, which these tests need: linux. */
export const canListProcesses = process.platform === 'linux';

/** A process and everything it started, itself first. The engine's processes are groups of their own, so a group's id does not find them. */
export function processTree(root: number): readonly Process[] {
  const all = listProcesses();
  const found = all.filter(({ pid }) => pid === root);
  for (let i = 0; i < found.length; i++) {
    found.push(...all.filter(({ parent }) => parent === found[i]?.pid));
  }
  return found;
}

/** The engine's process of a name below a shell, or undefined before it was started. */
export function engineProcess(root: number, name: 'engine' | 'decode' | 'inference') {
  return processTree(root).find(({ command }) => command.includes(`${name}-process`));
}

/** Kills processes that were listed before, engine first, with no chance to tidy up; waits until they are gone. */
export async function killAll(processes: readonly Process[]): Promise<void> {
  for (const { pid } of [...processes].reverse()) kill(pid);
  const pids = new Set(processes.map(({ pid }) => pid));
  while (listProcesses().some(({ pid, state }) => pids.has(pid) && state !== 'Z')) await wait(5);
}

/** SIGKILL; a process that has ended meanwhile is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function listProcesses(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The name in brackets may hold anything; the fields after it do not.
      const [state = '', parent = ''] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return [{ pid: Number(name), parent: Number(parent), state, command }];
    } catch {
      return []; // it ended while it was being looked at
    }
  });
}
