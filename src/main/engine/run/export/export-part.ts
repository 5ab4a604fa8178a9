import { succeed } from '../../../../shared/failure.ts';
import { exportFormats } from '../../export/exporters.ts';
import type { Workbench } from '../workbench.ts';
import type { Parts } from '../workbench-parts.ts';
import { exportDataset } from './export-dataset.ts';
import { exportFlipbooks } from './export-flipbooks.ts';
import { planExport } from './plan-export.ts';
import { previewExport } from './preview-export.ts';
import {
  discardUnfinished,
  rememberedOptions,
  rememberingExport,
  rememberOptions,
  unfinishedExport,
} from './remembered-export.ts';
import { rememberedTerms, rememberTerms } from './remembered-terms.ts';
import { verifyFolder } from './verify-folder.ts';

/** Data sets: planned, written, verified. */
export function exportPart({
  options,
  desk,
  jobs,
  tasks,
  allowed,
}: Parts): Pick<
  Workbench,
  | 'listExports'
  | 'exportFormats'
  | 'exportTerms'
  | 'planExport'
  | 'previewExport'
  | 'exportChoice'
  | 'rememberExport'
  | 'unfinishedExport'
  | 'discardExport'
  | 'startExport'
  | 'startFlipbooks'
  | 'startVerify'
> {
  const { read } = desk;
  return {
    listExports: () => read((session) => succeed([...session.catalog.exports.all()])),
    exportFormats,
    exportTerms: () => read((session) => succeed(rememberedTerms(session))),
    planExport: (asked) => desk.readLater((session) => planExport(session, asked)),
    startExport: (folder, asked) =>
      read((session) => {
        rememberTerms(session, asked.terms);
        return jobs.start('export', `Export the ${asked.set} set`, async (context) => {
          const path = await allowed(folder);
          if (!path.ok) return path;
          const target = path.value;
          return rememberingExport(session, { folder: target, options: asked }, context, () =>
            exportDataset(session, tasks, target, asked, context),
          );
        });
      }),
    previewExport: (asked) => desk.readLater((session) => previewExport(session, tasks, asked)),
    exportChoice: () => read((session) => succeed(rememberedOptions(session))),
    rememberExport: (asked) => read((session) => rememberOptions(session, asked)),
    unfinishedExport: () =>
      desk.readLater(async (session) =>
        succeed(jobs.running()?.kind === 'export' ? null : await unfinishedExport(session)),
      ),
    discardExport: () => desk.readLater(discardUnfinished),
    startFlipbooks: (folder, asked) =>
      read((session) =>
        jobs.start('export', `Cut flipbooks of the ${asked.set} set`, async (context) => {
          const path = await allowed(folder);
          return path.ok ? exportFlipbooks(session, tasks, path.value, asked, context) : path;
        }),
      ),
    startVerify: (folder) =>
      jobs.start('verify', `Verify ${folder}`, async (context) => {
        const path = await allowed(folder);
        if (!path.ok) return path;
        return verifyFolder(desk.session(), tasks, path.value, options.configFolder, context);
      }),
  };
}
