import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import {
  importLabels,
  planImport,
} from '../../../../../src/main/engine/run/label/import-labels.ts';
import { applyLabels } from '../../../../../src/main/engine/run/label/label-actions.ts';
import { undoOrRedo } from '../../../../../src/main/engine/run/undo.ts';
import { labelRequest } from '../../../../../src/shared/decision.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, newProject, smallCut, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
afterAll(processes.close);

async function liverProject() {
  const project = newProject(processes);
  const path = writeSpheres(join(project.folder, 'liver.tif'), 5);
  await project.add({ paths: [path], source: 'liver' });
  await project.run(smallCut);
  return project;
}

test('labels of any data set go into a project that has the patches: looked at first, undone at once', async () => {
  const [mine, yours] = [await liverProject(), await liverProject()];
  try {
    const marks = [
      { ordinals: [0, 2], value: 'informative' },
      { ordinals: [1], value: 'uninformative', reason: 'blurred' },
    ];
    must(applyLabels(mine.session, labelRequest.parse({ marks })));
    const targets: string[] = [];
    for (const format of ['csv', 'jsonl', 'cem']) {
      const target = join(mine.folder, format);
      const options = exportOptions.parse({ set: 'dedup', format });
      const job = await mine.job((context) =>
        exportDataset(mine.session, processes.tasks, target, options, context),
      );
      expect(job.failure).toBeNull();
      targets.push(target);
    }
    const [csv = '', jsonl = '', cem = ''] = targets;
    const files = [
      join(csv, 'data', 'patches.csv'),
      join(jsonl, 'data', 'patches.jsonl'),
      join(cem, 'labels.csv'),
      join(cem, 'manifest.csv'),
      cem,
    ];
    const all = () => yours.session.catalog.labels.all();
    for (const file of files) {
      const plan = must(await planImport(yours.session, file, null));
      expect(plan, file).toMatchObject({ labels: 3, fresh: 3, unknown: 0, conflicting: 0 });
      expect(all()).toEqual([]);
      const { sha256 } = plan;
      const request = { file, labels: null, sha256, conflicts: 'replace' } as const;
      expect(must(await importLabels(yours.session, request)).changed).toBe(3);
      const told = (labels: ReturnType<typeof all>) =>
        labels.map(({ address, value, reason }) => ({ address, value, reason }));
      expect(told(all()), file).toEqual(told(mine.session.catalog.labels.all()));
      must(undoOrRedo(yours.session, 'undo'));
      expect(all()).toEqual([]);
    }
  } finally {
    await mine.close();
    await yours.close();
  }
}, 60_000);
