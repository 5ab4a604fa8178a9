import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportFormats } from '../../../../../src/main/engine/export/exporters.ts';
import { exportDataset } from '../../../../../src/main/engine/run/export/export-dataset.ts';
import { previewExport } from '../../../../../src/main/engine/run/export/preview-export.ts';
import { exportOptions } from '../../../../../src/shared/export.ts';
import { startTaskProcesses } from '../process/task-processes.ts';
import { must, mustFail, newProject, type SmallProject, writeSpheres } from '../small-project.ts';

const processes = startTaskProcesses();
let project: SmallProject;
beforeAll(async () => {
  project = newProject(processes);
  const paths = ['liver', 'brain', 'heart'].map((name, i) =>
    writeSpheres(join(project.folder, `${name}.tif`), i + 1),
  );
  await project.add({ paths });
  await project.run();
});
afterAll(async () => {
  await project.close();
  await processes.close();
});

const preview = (given: object) =>
  previewExport(project.session, processes.tasks, exportOptions.parse({ set: 'dedup', ...given }));

test.each(exportFormats().map(({ name }) => name))(
  'names of %s are among those that are then written',
  async (format) => {
    const options = exportOptions.parse({
      set: 'dedup',
      format,
      split: { train: 0.4, validation: 0.3, test: 0.3 },
    });
    const { beside, payload, isWhole } = must(await preview(options));
    const folder = join(project.folder, `set-${format}`);
    const job = await project.job((context) =>
      exportDataset(project.session, processes.tasks, folder, options, context),
    );
    expect([job.state, job.failure]).toEqual(['done', null]);
    const written = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    expect(isWhole).toBe(false);
    expect(payload.length).toBeGreaterThan(0);
    for (const name of payload) expect(written).toContain(join('data', name));
    for (const name of beside) expect(written).toContain(name);
  },
);

test('every part of a split has its first source in it, and raw patches have names too', async () => {
  const split = { train: 0.4, validation: 0.3, test: 0.3 };
  const { payload } = must(await preview({ split }));
  expect(new Set(payload.map((name) => name.split('/')[0])).size).toBe(3);
  const tars = must(await preview({ format: 'webdataset', split })).payload;
  expect(tars).toEqual(['train-000000.tar', 'validation-000000.tar', 'test-000000.tar']);
  const raw = must(await preview({ set: 'raw', pictures: 'png' }));
  expect(raw.payload.every((name) => name.endsWith('.png'))).toBe(true);
  expect(raw.beside).not.toContain('groups.csv');
  expect(raw.beside).toContain('croissant.json');
});

test('what cannot be exported is not looked at', async () => {
  expect(mustFail(await preview({ set: 'curated' })).kind).toBe('model-missing');
});
