import { existsSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type CutSettings, cutSettings } from '../../../../shared/cut.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { VolumeReference } from '../../../../shared/volume.ts';
import { type Catalog, openCatalog } from '../../catalog/open-catalog.ts';
import { type ProjectLock, takeLock } from '../../catalog/project-lock.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { featureCount } from '../../feature/texture-features.ts';
import { type FeatureFile, featureFile } from '../disk/flat-file.ts';
import { mapPaths, portablePath } from './portable-paths.ts';
import { keptColumns, type SessionColumns, scoresOf } from './session-columns.ts';

/** An open project. */
export interface Session extends SessionColumns {
  readonly folder: string;
  readonly name: string;
  /** random id, in picture addresses */
  readonly key: string;
  readonly readOnly: boolean;
  readonly catalog: Catalog;
  readonly features: FeatureFile;
  readonly notices: readonly string[];
  annotator(): string;
  /** Settings of the current cut, or the defaults before the first run. */
  settings(): CutSettings;
  /** Id of the current cut; null before the first run. */
  cut(): number | null;
  scoreFile(modelHash: string): string;
  modelFile(modelHash: string): string;
  /** The volume's files with absolute paths. */
  locate(volume: StoredVolume): VolumeReference;
  /** The reference as stored: relative where the file lies in or beside the project. */
  store(reference: VolumeReference): VolumeReference;
  close(): Promise<void>;
}

/** Folders that every project has, beside its database. */
export const projectFolders = ['patches', 'scores', 'models', 'embeddings', 'backups', 'exports'];

/** Opens a project for writing (under the lock) or for reading only. */
export function openSession(asked: string, shell: string, readOnly: boolean): Outcome<Session> {
  const folder = projectFolder(asked);
  if (folder === null) return fail({ kind: 'project-missing', folder: asked });
  const lock = readOnly ? null : takeLock(folder, shell);
  if (lock && !lock.ok) return lock;
  const catalog = openCatalog(folder, { readOnly });
  if (!catalog.ok) {
    lock?.value.release();
    return catalog;
  }
  if (!readOnly)
    for (const name of projectFolders) mkdirSync(join(folder, name), { recursive: true });
  return succeed(assemble(folder, catalog.value, lock?.value ?? null));
}

/** The project a path means: itself, or the folder of that name with the ending; null when neither is one. */
export function projectFolder(path: string): string | null {
  const places = [path, `${path}.emcurator`];
  return places.find((place) => existsSync(join(place, 'project.sqlite'))) ?? null;
}

function assemble(folder: string, catalog: Catalog, lock: ProjectLock | null): Session {
  const cut = () => numberOrNull(catalog.settings.get('cut'));
  const inFolder = (kind: string, file: string) => join(folder, kind, file);
  return {
    folder,
    name: basename(folder).replace(/\.emcurator$/, ''),
    key: catalog.settings.get('key') ?? '',
    readOnly: lock === null,
    catalog,
    features: featureFile(inFolder('embeddings', 'texture-4.f64'), featureCount),
    notices: catalog.onNetwork ? [networkNotice] : [],
    annotator: () => catalog.settings.get('annotator') ?? 'curator',
    settings() {
      const id = cut();
      return (id === null ? null : catalog.cuts.settings(id)) ?? cutSettings.parse({});
    },
    cut,
    ...keptColumns(folder, catalog, cut, lock !== null),
    scoreFile: (hash) => scoresOf(folder, hash),
    modelFile: (hash) => inFolder('models', `${hash}.json`),
    locate: (volume) => mapPaths(volume.reference, (path) => resolve(folder, path)),
    store: (reference) => mapPaths(reference, (path) => portablePath(folder, path)),
    async close() {
      catalog.close();
      lock?.release();
    },
  };
}

const networkNotice =
  'This project is on a network file system, so every label waits for a slower but safe kind of saving. Copy the project to a local disk for speed.';

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));
