import { statfs } from 'node:fs/promises';
import { availableParallelism, freemem, totalmem } from 'node:os';
import type { DoctorReport } from '../../../shared/project.ts';
import { version } from '../../../shared/version.ts';
import { isNetworkFolder } from '../catalog/write-ahead-log.ts';
import { attempt } from './task/attempt.ts';
import type { TaskClient } from './task/task-client.ts';
import type { Execution } from './workbench.ts';

type Check = DoctorReport['checks'][number];

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`;

/** Looks at everything that could make EM Curator slow or fail on this computer. */
export async function doctorReport(
  tasks: TaskClient,
  folder: string,
  probe: () => Promise<Execution>,
): Promise<DoctorReport> {
  const checks = [checkNode(), checkMemory(), await checkDisk(folder), checkFileSystem(folder)];
  return {
    version,
    checks: [...checks, await checkReaders(tasks, folder), ...(await checkProviders(probe))],
  };
}

function checkNode(): Check {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const good = major > 22 || (major === 22 && minor >= 18);
  const finding = `Node ${process.versions.node} on ${process.platform} ${process.arch}, ${availableParallelism()} cores`;
  return {
    name: 'Node',
    state: good ? 'good' : 'bad',
    finding: good ? finding : `${finding}; 22.18 or later is needed`,
  };
}

function checkMemory(): Check {
  const finding = `${gigabytes(freemem())} free of ${gigabytes(totalmem())}`;
  return { name: 'memory', state: totalmem() < 3.5 * 2 ** 30 ? 'warning' : 'good', finding };
}

const littleDisk = 5 * 2 ** 30;

async function checkDisk(folder: string): Promise<Check> {
  const disk = await statfs(folder).catch(() => null);
  if (!disk) return { name: 'disk', state: 'bad', finding: `${folder} cannot be read` };
  const free = disk.bavail * disk.bsize;
  return {
    name: 'disk',
    state: free < littleDisk ? 'warning' : 'good',
    finding: `${gigabytes(free)} free at ${folder}`,
  };
}

function checkFileSystem(folder: string): Check {
  const network = isNetworkFolder(folder);
  const finding = network
    ? `${folder} is on a network file system: projects there save more slowly but safely`
    : `${folder} is on a local file system`;
  return { name: 'file system', state: network ? 'warning' : 'good', finding };
}

/** Proves that the decode process, its workers and the kernels start. */
async function checkReaders(tasks: TaskClient, folder: string): Promise<Check> {
  const hashes = new Uint8Array(16);
  const done = await attempt('decode', folder, async () => ({
    ok: true as const,
    value: await tasks.decode('keep-exemplars', { hashes, bytesPerHash: 8, seed: 1, limit: 12 }),
  }));
  if (!done.ok)
    return { name: 'readers', state: 'bad', finding: 'the decode process does not start' };
  const right = done.value.exemplars.length === 1;
  return {
    name: 'readers',
    state: right ? 'good' : 'bad',
    finding: right ? 'the decode process and its kernels run' : 'a kernel computes wrong results',
  };
}

async function checkProviders(probe: () => Promise<Execution>): Promise<Check[]> {
  const { probed } = await probe();
  return probed.map(({ name, runs, reason }) => ({
    name: `provider ${name}`,
    state: runs ? 'good' : name === 'cpu' ? 'bad' : 'warning',
    finding: runs ? 'runs, and computes what the CPU does' : (reason ?? 'does not run'),
  }));
}
