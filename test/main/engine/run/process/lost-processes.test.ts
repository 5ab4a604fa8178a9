import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { curate } from '../../../../../src/main/engine/run/curate.ts';
import type { DecodeTaskName } from '../../../../../src/main/engine/run/task/decode-task.ts';
import { type TaskClient, TaskLost } from '../../../../../src/main/engine/run/task/task-client.ts';
import { newProject, smallCut, writeSpheres } from '../small-project.ts';
import { startTaskProcesses } from './task-processes.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

/** The real processes, but the first task of one name is lost with its process. */
function losing(lost: DecodeTaskName): TaskClient {
  let armed = true;
  return {
    ...processes.tasks,
    decode(name, ask, options) {
      if (name !== lost || !armed) return processes.tasks.decode(name, ask, options);
      armed = false;
      return Promise.reject(new TaskLost('decode', 'The decode process stopped.'));
    },
  };
}

test.each(['resolve-mapping', 'hash-part', 'keep-exemplars', 'pack'] as const)(
  'a process lost during %s is a row of the report, and the next run makes up for it',
  async (name) => {
    const project = newProject(processes);
    const whole = newProject(processes);
    for (const some of [project, whole])
      await some.add({ paths: [writeSpheres(join(some.folder, 'cell.tif'), 1)], source: 'liver' });
    const { session } = project;
    const job = await project.job((context) => curate(session, losing(name), smallCut, context));
    expect(job.state).toBe('done');
    expect(job.report.map(({ failure }) => failure)).toEqual([
      { kind: 'process-died', process: 'decode', item: expect.stringMatching(/^liver/) },
    ]);
    expect(await project.run()).toMatchObject({ state: 'done', report: [] });
    await whole.run();
    const shape = ({
      count,
      plane,
      position,
      members,
      heldOut,
    }: ReturnType<typeof session.columns>) => ({ count, plane, position, members, heldOut });
    expect(shape(session.columns())).toEqual(shape(whole.session.columns()));
    const { ordinal } = session.columns();
    expect(session.features.read(ordinal).some(Number.isNaN)).toBe(false);
    await project.close();
    await whole.close();
  },
);
