import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { importDataset } from '../../../../../src/main/engine/run/dataset/import-dataset.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { exportFlipbooks } from '../../../../../src/main/engine/run/export/export-flipbooks.ts';
import { previewExport } from '../../../../../src/main/engine/run/export/preview-export.ts';
import { openSession } from '../../../../../src/main/engine/run/project/session.ts';
import {
  absentVolumes,
  volumesHere,
} from '../../../../../src/main/engine/run/volume/absent-volumes.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { explain } from '../../../../../src/shared/failure.ts';
import { flipbookOptions } from '../../../../../src/shared/flipbook.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
const { tasks } = processes;
afterAll(processes.close);

test('what reads volumes says that they are not here, and what to do', async () => {
  const project = newProject(processes);
  const path = writeSpheres(join(project.folder, 'liver.tif'), 5);
  await project.add({ paths: [path], source: 'liver' });
  await project.run(smallCut);
  expect(absentVolumes(project.session)).toEqual([]);
  expect(volumesHere(project.session, 'raw').ok).toBe(true);
  const [dedup, raw] = [
    exportOptions.parse({ set: 'dedup' }),
    exportOptions.parse({ set: 'raw' }),
  ] as const;
  const first = join(project.folder, 'first');
  const target = join(project.folder, 'again.emcurator');
  await project.job((context) => exportDataset(project.session, tasks, first, dedup, context));
  await project.job(async (context) => {
    must(await importDataset(tasks, { folder: first, project: target, shell: 'test' }, context));
    return { ok: true, value: '' };
  });
  const session = must(openSession(target, 'test', false));
  try {
    expect(absentVolumes(session)).toHaveLength(1);
    expect(volumesHere(session, 'raw', new Set()).ok).toBe(true);
    const refused = { kind: 'volumes-not-here', names: ['liver'], count: 1 };
    const failure = mustFail(await previewExport(session, tasks, raw));
    expect(failure).toEqual({ ...refused, for: 'raw' });
    expect(explain(failure)).toMatch(
      /^The raw set is read from the volumes of liver, .*emcurator relink", or export the set dedup\.$/,
    );
    const exported = await project.job((context) =>
      exportDataset(session, tasks, join(project.folder, 'raw'), raw, context),
    );
    expect(exported.failure).toEqual({ ...refused, for: 'raw' });
    const options = flipbookOptions.parse({ set: 'dedup' });
    const flipbooks = await project.job((context) =>
      exportFlipbooks(session, tasks, join(project.folder, 'flip'), options, context),
    );
    expect(flipbooks.failure).toEqual({ ...refused, for: 'flipbooks' });
  } finally {
    await session.close();
    await project.close();
  }
}, 60_000);
