import { homedir } from 'node:os';
import { succeed } from '../../../../shared/failure.ts';
import type { Workbench } from '../workbench.ts';
import type { Parts } from '../workbench-parts.ts';
import { addSources } from './add-sources.ts';
import { describeVolumes } from './describe-volumes.ts';
import { createFolder, listFiles } from './file-listing.ts';
import { importMetadata, metadataTable, planMetadata } from './metadata-table.ts';
import { removeSource, setSource, sourceRecords, volumeRecords } from './source-changes.ts';

/** Files, before and while they are added. */
export function filePart({
  options,
  desk,
  tasks,
  allowed,
  job,
}: Parts): Pick<Workbench, 'listFiles' | 'createFolder' | 'describe' | 'startAdd'> {
  return {
    listFiles: (folder) => listFiles(folder ?? options.workingFolder ?? homedir(), options.roots),
    createFolder: (folder, name) => createFolder(folder, name, options.roots),
    async describe(paths, as, checksum) {
      const inside = await Promise.all(paths.map(allowed));
      const refused = inside.flatMap((path, i) =>
        path.ok ? [] : [{ path: paths[i] ?? '', described: path }],
      );
      const settings = desk.settings();
      const good = inside.flatMap((path) => (path.ok ? [path.value] : []));
      return [...refused, ...(await describeVolumes(tasks, good, as, checksum, settings))];
    },
    startAdd: (request) =>
      job(
        'add',
        `Add ${request.paths.length === 1 ? (request.paths[0] ?? '') : `${request.paths.length} paths`}`,
        (session) => async (context) => {
          const inside = await Promise.all(request.paths.map(allowed));
          const paths = inside.flatMap((path) => (path.ok ? [path.value] : []));
          inside.forEach((path, i) => {
            if (!path.ok) context.report({ item: request.paths[i] ?? '', failure: path.failure });
          });
          return addSources(session, tasks, { ...request, paths }, context);
        },
      ),
  };
}

/** Sources and what is known of them. */
export function sourcePart({
  desk: { read, write },
}: Parts): Pick<Workbench, 'listSources' | 'listVolumes' | 'setSource' | 'removeSource'> {
  return {
    listSources: () => read((session) => succeed(sourceRecords(session))),
    listVolumes: (source) => read((session) => succeed(volumeRecords(session, source))),
    setSource: (source, change) => write((session) => setSource(session, source, change)),
    removeSource: (source) => write((session) => removeSource(session, source)),
  };
}

/** What is known of all sources as one table. */
export function metadataPart({
  desk,
  allowed,
}: Parts): Pick<Workbench, 'metadataTable' | 'planMetadata' | 'importMetadata'> {
  return {
    metadataTable: () => desk.read((session) => succeed(metadataTable(session))),
    async planMetadata(file, blanks) {
      const path = await allowed(file);
      if (!path.ok) return path;
      return desk.readLater((session) => planMetadata(session, path.value, blanks));
    },
    async importMetadata(request) {
      const path = await allowed(request.file);
      if (!path.ok) return path;
      return desk.writeLater((session) =>
        importMetadata(session, { ...request, file: path.value }),
      );
    },
  };
}
