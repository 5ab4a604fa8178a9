import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { catalogDump } from '../../../../flow/catalog-dump.ts';
import { canListProcesses, engineProcess, kill } from '../../../../flow/process-tree.ts';
import { newProject, type SmallProject, smallCut, writeSpheres } from '../small-project.ts';
import { startTaskProcesses } from './task-processes.ts';

const processes = startTaskProcesses();
afterAll(processes.close);
afterEach(() => processes.beforeEach(() => {}));

const cut = { ...smallCut, hammingLimit: 16 };

/** Kills the decode process with SIGKILL while it is at a task that is meant. */
function killAt(isMeant: (name: string, task: string) => boolean): void {
  processes.beforeEach((name, task) => {
    if (
      !isMeant(
        name,
        JSON.stringify(task, (key, value) => (key === 'hashes' ? null : value)),
      )
    )
      return;
    const decode = engineProcess(process.pid, 'decode');
    if (!decode) throw new Error('no process to kill');
    // It would be done with a small volume before the signal comes.
    process.kill(decode.pid, 'SIGSTOP');
    setTimeout(() => kill(decode.pid), 20);
  });
}

function killOnceAt(lost: string): void {
  let armed = true;
  killAt((name) => {
    if (!armed || name !== lost) return false;
    armed = false;
    return true;
  });
}

async function projectOf(...volumes: readonly string[]): Promise<SmallProject> {
  const project = newProject(processes);
  for (const [i, name] of volumes.entries()) {
    const path = writeSpheres(join(project.folder, `${name}.tif`), i + 1);
    await project.add({ paths: [path], source: name === 'other' ? 'kidney' : 'liver' });
  }
  return project;
}

async function undisturbed(...volumes: readonly string[]): Promise<readonly string[]> {
  const project = await projectOf(...volumes);
  expect(await project.run(cut)).toMatchObject({ state: 'done', report: [] });
  const dump = catalogDump(project.session.folder);
  await project.close();
  return dump;
}

test.runIf(canListProcesses).each(['resolve-mapping', 'hash-part', 'keep-exemplars'])(
  'what a process that is killed during %s was at is done again in a fresh one, to the same bytes',
  async (name) => {
    const whole = await undisturbed('a', 'b', 'other');
    const project = await projectOf('a', 'b', 'other');
    killOnceAt(name);
    expect(await project.run(cut)).toMatchObject({ state: 'done', report: [] });
    expect(catalogDump(project.session.folder)).toEqual(whole);
    await project.close();
  },
);

test.runIf(canListProcesses)(
  'pixels that were lost with a process are a row of the report, and the next run makes up for them',
  async () => {
    const whole = await undisturbed('a', 'b', 'other');
    const project = await projectOf('a', 'b', 'other');
    killOnceAt('pack');
    const { report } = await project.run(cut);
    expect(report.length).toBeGreaterThan(0);
    for (const { failure } of report) expect(failure.kind).toBe('process-died');
    expect(await project.run(cut)).toMatchObject({ state: 'done', report: [] });
    expect(catalogDump(project.session.folder)).toEqual(whole);
    await project.close();
  },
);

test.runIf(canListProcesses).each(['resolve-mapping', 'hash-part'])(
  'a volume that ends its process in %s whenever it is read is told, alone; once it can be read, all is as if it always could',
  async (task) => {
    const whole = await undisturbed('a', 'b', 'c', 'other');
    const project = await projectOf('a', 'b', 'c', 'other');
    killAt((name, text) => name === task && text.includes('b.tif'));
    const job = await project.run(cut);
    expect(job.state).toBe('done');
    expect(job.report).toEqual([
      {
        item: 'liver/b',
        failure: { kind: 'process-died', process: 'decode', item: 'liver/b' },
      },
    ]);
    const { session } = project;
    const kept = new Set(session.columns().volume);
    expect(kept.size).toBe(3);
    processes.beforeEach(() => {});
    expect(await project.run(cut)).toMatchObject({ state: 'done', report: [] });
    expect(catalogDump(session.folder)).toEqual(whole);
    await project.close();
  },
);
