import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { labelProgress, setGoal } from '../../../../../src/main/engine/run/label/label-progress.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { lackOf } from '../../../../../src/shared/progress.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

test('progress counts the labels of each source and reason against the goal', async () => {
  const project = newProject(processes);
  const { session } = project;
  await project.add({ paths: [writeSpheres(join(project.folder, 'liver.tif'), 1)] });
  await project.add({ paths: [writeSpheres(join(project.folder, 'kidney.tif'), 2)] });
  await project.run();
  const { ordinal, source, count } = session.columns();
  const ofLiver = [...ordinal].filter((_, row) => source[row] === 1);
  const marks = [
    { ordinals: ofLiver.slice(0, 3), value: 'informative' },
    { ordinals: ofLiver.slice(3, 5), value: 'uninformative', reason: 'blur' },
    { ordinals: ofLiver.slice(5, 6), value: 'uninformative' },
    { ordinals: ofLiver.slice(6, 7), value: 'unsure' },
  ];
  must(applyLabels(session, labelRequest.parse({ marks })));
  must(setGoal(session, { total: 100, perSource: 10 }));
  const progress = labelProgress(session);
  expect(progress.goal).toEqual({ total: 100, perSource: 10 });
  expect(progress.reasons).toEqual([
    { reason: 'blur', count: 2 },
    { reason: null, count: 1 },
  ]);
  const [liver, kidney] = progress.sources;
  expect(liver).toEqual({
    source: 1,
    name: 'liver',
    exemplars: ofLiver.length,
    informative: 3,
    uninformative: 3,
    unsure: 1,
  });
  expect(kidney).toMatchObject({ name: 'kidney', exemplars: count - ofLiver.length, unsure: 0 });
  expect(liver && lackOf(liver, progress.goal)).toBe(4);
  expect(kidney && lackOf({ ...kidney, exemplars: 8 }, progress.goal)).toBe(8);
  await project.close();
});
