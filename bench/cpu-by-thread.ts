import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100; // USER_HZ of every Linux that we know

/**
 * User and system time of the threads of some processes so far, by what they are called: `WorkerThread`,
 * `MainThread`, `libuv-worker` (files), `V8Worker` (collecting garbage, compiling). Linux alone.
 */
export function cpuByThread(pids: readonly number[]): ReadonlyMap<string, number> {
  const seconds = new Map<string, number>();
  for (const pid of pids) {
    try {
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8');
        const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        const ticks = Number(fields[11]) + Number(fields[12]);
        seconds.set(name, (seconds.get(name) ?? 0) + ticks / ticksPerSecond);
      }
    } catch {
      // it has just ended
    }
  }
  return seconds;
}
