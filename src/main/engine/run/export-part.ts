import { succeed } from '../../../shared/failure.ts';
import { exportDataset, planExport } from './export-dataset.ts';
import { verifyFolder } from './verify-folder.ts';
import type { Workbench } from './workbench.ts';
import type { Parts } from './workbench-parts.ts';

/** Data sets: planned, written, verified. */
export function exportPart({
  desk,
  jobs,
  tasks,
  allowed,
}: Parts): Pick<Workbench, 'listExports' | 'planExport' | 'startExport' | 'startVerify'> {
  const { read } = desk;
  return {
    listExports: () => read((session) => succeed([...session.catalog.exports.all()])),
    planExport: (set) => read((session) => planExport(session, set)),
    startExport: (folder, set, format) =>
      read((session) =>
        jobs.start('export', `Export the ${set} set`, async (context) => {
          const path = await allowed(folder);
          return path.ok
            ? exportDataset(session, tasks, { folder: path.value, set, format }, context)
            : path;
        }),
      ),
    startVerify: (folder) =>
      jobs.start('verify', `Verify ${folder}`, async (context) => {
        const path = await allowed(folder);
        return path.ok ? verifyFolder(desk.session(), tasks, path.value, context) : path;
      }),
  };
}
