import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type CutSettings, cutSettings } from '../../../../shared/cut.ts';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { VolumeReference } from '../../../../shared/volume.ts';
import { troubleOf } from '../../catalog/catalog-trouble.ts';
import { type Catalog, createCatalog, openCatalog } from '../../catalog/open-catalog.ts';
import { type ProjectLock, takeLock } from '../../catalog/project-lock.ts';
import type { StoredVolume } from '../../catalog/volumes.ts';
import { syncFolder } from '../../export/sync-files.ts';
import { featureCount } from '../../feature/texture-features.ts';
import { type FeatureFile, featureFile, readScores } from '../disk/flat-file.ts';
import { atOnce, inBreaths, type Steps } from '../turn/breath.ts';
import { columnsFile, columnsStamp } from './columns-file.ts';
import { columnsOf, type ExemplarColumns, emptyColumns, setLabels } from './exemplar-columns.ts';
import { finishManyLabels } from './labels-under-way.ts';
import { addedRows, regroupedColumns, type Settled } from './regrouped-columns.ts';

/** An open project. */
export interface Session {
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
  /** Exemplars of the current cut; read when first asked for after a change. */
  columns(): ExemplarColumns;
  /**
   * Reads them while others get their turn, and ends what a killed program left half done; for a session
   * that nobody works in yet.
   */
  loadColumns(): Promise<void>;
  /**
   * Reads them anew while others get their turn, who see what was there before as long. What changed
   * meanwhile is in it, or they are read once more when next asked for.
   */
  reloadColumns(): Promise<void>;
  /** Call after anything that changes which exemplars, labels or scores there are. */
  forgetColumns(): void;
  /** Call after decisions on groups were stored: only rows that came, went or changed are read. */
  regroupColumns(settled: Settled): void;
  /** Call after another model came into force, or its scores changed: the rest of the columns stays. */
  forgetScores(): void;
  scoreFile(modelHash: string): string;
  modelFile(modelHash: string): string;
  /** The volume's files with absolute paths. */
  locate(volume: StoredVolume): VolumeReference;
  /** The reference as stored: relative where the file lies in or beside the project. */
  store(reference: VolumeReference): VolumeReference;
  close(): Promise<void>;
}

const folders = ['patches', 'scores', 'models', 'embeddings', 'backups', 'exports'];

/** Makes a new project folder. Its name gets the ending .emcurator when it has none. */
export function createSession(folder: string, shell: string): Outcome<Session> {
  const { path, partial } = placesOf(folder);
  if (existsSync(path)) return fail({ kind: 'project-exists', folder: path });
  const free = isFree(partial, shell);
  if (!free.ok) return free;
  try {
    const made = makeEmpty(partial);
    if (!made.ok) return made;
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    return fail({ kind: 'target-unwritable', path, reason: messageOf(error) });
  }
  return openSession(path, shell, false);
}

/**
 * Makes a new project and fills it; the folder appears under its name when `fill` has succeeded and all is on
 * the disk, and otherwise not at all.
 *
 * @returns the project's folder, or what `fill` refused with
 */
export async function createFilled(
  folder: string,
  shell: string,
  fill: (session: Session) => Promise<Outcome<null>>,
): Promise<Outcome<string>> {
  const { path, partial } = placesOf(folder);
  if (existsSync(path)) return fail({ kind: 'project-exists', folder: path });
  const free = isFree(partial, shell);
  if (!free.ok) return free;
  try {
    const made = makeEmpty(partial);
    if (!made.ok) return made;
    const filled = await whileOpen(partial, shell, fill);
    if (!filled.ok) return filled;
    // A rename would replace an empty folder without a word.
    if (existsSync(path)) return fail({ kind: 'project-exists', folder: path });
    renameSync(partial, path);
    await syncFolder(dirname(path));
    return succeed(path);
  } catch (error) {
    const trouble = troubleOf(error, dirname(path));
    if (trouble) return fail(trouble);
    throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function whileOpen(
  folder: string,
  shell: string,
  work: (session: Session) => Promise<Outcome<null>>,
): Promise<Outcome<null>> {
  const opened = openSession(folder, shell, false);
  if (!opened.ok) return opened;
  try {
    return await work(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** Made under another name first: a program killed meanwhile leaves no half project in the way. */
function placesOf(folder: string): { path: string; partial: string } {
  const path = folder.endsWith('.emcurator') ? folder : `${folder}.emcurator`;
  return { path, partial: join(dirname(path), `.${basename(path)}.partial`) };
}

/** Another program may be filling a project of that name: its files must not be taken away. */
function isFree(partial: string, shell: string): Outcome<null> {
  if (!existsSync(partial)) return succeed(null);
  const lock = takeLock(partial, shell);
  if (!lock.ok) return lock;
  lock.value.release();
  return succeed(null);
}

function makeEmpty(folder: string): Outcome<null> {
  rmSync(folder, { recursive: true, force: true });
  for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
  const catalog = createCatalog(folder);
  if (!catalog.ok) return catalog;
  catalog.value.commit(() => {
    catalog.value.settings.set('key', randomBytes(8).toString('hex'));
    catalog.value.settings.set('annotator', 'curator');
  });
  catalog.value.close();
  return succeed(null);
}

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
  if (!readOnly) for (const name of folders) mkdirSync(join(folder, name), { recursive: true });
  return succeed(assemble(folder, catalog.value, lock?.value ?? null));
}

/** The project a path means: itself, or the folder of that name with the ending; null when neither is one. */
export function projectFolder(path: string): string | null {
  const places = [path, `${path}.emcurator`];
  return places.find((place) => existsSync(join(place, 'project.sqlite'))) ?? null;
}

function assemble(folder: string, catalog: Catalog, lock: ProjectLock | null): Session {
  let columns: ExemplarColumns | null = null;
  /** of which exemplars and scores there are, as far as this session told of them */
  let changes = 0;
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
    columns() {
      columns ??= atOnce(scoredColumns(folder, catalog, cut(), lock !== null));
      return columns;
    },
    async loadColumns() {
      if (lock !== null) await inBreaths(finishManyLabels(catalog));
      const loaded = await inBreaths(scoredColumns(folder, catalog, cut(), lock !== null));
      columns ??= loaded;
    },
    async reloadColumns() {
      const [before, newest] = [++changes, catalog.actions.newest()];
      const loaded = await inBreaths(scoredColumns(folder, catalog, cut(), lock !== null));
      if (changes !== before) {
        columns = null;
        return;
      }
      if (catalog.actions.newest() !== newest) {
        loaded.label.fill(0);
        atOnce(setLabels(catalog, loaded));
      }
      columns = loaded;
    },
    forgetColumns() {
      changes++;
      columns = null;
    },
    forgetScores() {
      changes++;
      // Another object, since orders and finders are kept by the columns they were made of.
      if (columns) columns = withScores(folder, catalog, columns);
    },
    regroupColumns(settled) {
      changes++;
      if (!columns || (settled.standings.length === 0 && settled.added.length === 0)) return;
      const model = catalog.settings.get('model');
      const scores = model === null ? [] : readScores(inFolder('scores', `${model}.f32`));
      const added = addedRows(catalog, columns, settled, (at) => scores[at] ?? Number.NaN);
      columns = regroupedColumns(columns, settled.standings, added);
    },
    scoreFile: (hash) => inFolder('scores', `${hash}.f32`),
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

function* scoredColumns(
  folder: string,
  catalog: Catalog,
  cut: number | null,
  mayWrite: boolean,
): Steps<ExemplarColumns> {
  if (cut === null) return emptyColumns(0);
  const columns = yield* unlabelledColumns(folder, catalog, cut, mayWrite);
  yield* setLabels(catalog, columns);
  return withScores(folder, catalog, columns);
}

/** The same columns with the scores of the model in force. */
function withScores(folder: string, catalog: Catalog, columns: ExemplarColumns): ExemplarColumns {
  const model = catalog.settings.get('model');
  const scores = model === null ? [] : readScores(join(folder, 'scores', `${model}.f32`));
  const score = new Float32Array(columns.count);
  for (let row = 0; row < columns.count; row++) {
    score[row] = scores[columns.ordinal[row] ?? 0] ?? Number.NaN;
  }
  return { ...columns, score };
}

/** From this many exemplars on, a copy beside the database opens sooner. */
const worthCopying = 20_000;

function* unlabelledColumns(
  folder: string,
  catalog: Catalog,
  cut: number,
  mayWrite: boolean,
): Steps<ExemplarColumns> {
  const copy = columnsFile(join(folder, 'cache', 'exemplar-columns.bin'));
  const stamp = columnsStamp(catalog, cut);
  const known = yield* copy.read(stamp);
  if (known) return known;
  const columns = yield* columnsOf(catalog, cut);
  if (mayWrite && columns.count >= worthCopying) yield* copy.write(stamp, columns);
  return columns;
}

/** Volumes inside or beside the project move with it; others are found where they were. */
function portablePath(folder: string, path: string): string {
  const way = relative(folder, path);
  const beside = !isAbsolute(way) && !way.startsWith(join('..', '..'));
  return beside ? way.replaceAll('\\', '/') : path;
}

function mapPaths(reference: VolumeReference, map: (path: string) => string): VolumeReference {
  if (reference.kind === 'absent') return reference;
  return reference.kind === 'file'
    ? { kind: 'file', path: map(reference.path) }
    : { ...reference, folder: map(reference.folder) };
}

const numberOrNull = (text: string | null): number | null => (text === null ? null : Number(text));
const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
