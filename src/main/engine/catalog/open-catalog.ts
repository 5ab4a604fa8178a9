import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { type ActionTable, actionTable } from './actions.ts';
import { type AddressTable, addressTable } from './addresses.ts';
import { type BalancePlanTable, balancePlanTable } from './balance-plans.ts';
import { type CrossSectionTable, crossSectionTable } from './cross-sections.ts';
import { type CutTable, cutTable } from './cuts.ts';
import { diskTrouble } from './disk-trouble.ts';
import { type EmbeddingTable, embeddingTable } from './embeddings.ts';
import { type EncoderTable, encoderTable } from './encoders.ts';
import { type ExemplarReader, exemplarReader } from './exemplar-reader.ts';
import { type ExemplarTable, exemplarTable } from './exemplars.ts';
import { type ExportTable, exportTable } from './exports.ts';
import { type GroupDecisionTable, groupDecisionTable } from './group-decisions.ts';
import { type HoldOutTable, holdOutTable } from './hold-outs.ts';
import { type JobTable, jobTable } from './jobs.ts';
import { type KeepCurveTable, keepCurveTable } from './keep-curves.ts';
import { type LabelStateTable, labelStateTable } from './label-states.ts';
import { type LabelTable, labelTable } from './labels.ts';
import { migrations } from './migrations.ts';
import { type ModelTable, modelTable } from './models.ts';
import { type PairDecisionTable, pairDecisionTable } from './pair-decisions.ts';
import { type PlaceTable, placeTable } from './places.ts';
import { type QueueTable, queueTable } from './queues.ts';
import { type RecordedDuplicateTable, recordedDuplicateTable } from './recorded-duplicates.ts';
import { type RelationTable, relationTable } from './relations.ts';
import { type SectionPartTable, sectionPartTable } from './section-parts.ts';
import { type SettingTable, settingTable } from './settings.ts';
import { type SourceTable, sourceTable } from './sources.ts';
import { type VerdictTable, verdictTable } from './verdicts.ts';
import { type VolumeTable, volumeTable } from './volumes.ts';

/** The project's database: one record of functions a table. Opened by the engine process alone. */
export interface Catalog {
  readonly settings: SettingTable;
  readonly sources: SourceTable;
  readonly volumes: VolumeTable;
  readonly cuts: CutTable;
  readonly crossSections: CrossSectionTable;
  readonly sectionParts: SectionPartTable;
  readonly exemplars: ExemplarTable;
  readonly exemplarReader: ExemplarReader;
  readonly holdOuts: HoldOutTable;
  readonly actions: ActionTable;
  readonly addresses: AddressTable;
  readonly labels: LabelTable;
  readonly labelStates: LabelStateTable;
  readonly verdicts: VerdictTable;
  readonly places: PlaceTable;
  readonly queues: QueueTable;
  readonly balancePlans: BalancePlanTable;
  readonly recordedDuplicates: RecordedDuplicateTable;
  readonly relations: RelationTable;
  readonly keepCurves: KeepCurveTable;
  readonly pairDecisions: PairDecisionTable;
  readonly groupDecisions: GroupDecisionTable;
  readonly models: ModelTable;
  readonly encoders: EncoderTable;
  readonly embeddings: EmbeddingTable;
  readonly exports: ExportTable;
  readonly jobs: JobTable;
  /** Grows with every change of settings, sources, volumes and cuts, though not of labels. */
  revision(): number;
  /** true where the folder is on a network file system and no write-ahead log is used */
  readonly onNetwork: boolean;
  /** Durable when it returns: the transaction is on the disk (synchronous=FULL). */
  commit<T>(work: () => T): T;
  /** For units of a job that are done again after a crash: atomic, but not waited for (NORMAL). */
  commitUnit<T>(work: () => T): T;
  /** Damage found by SQLite's own check, in words; empty when sound. */
  integrityProblems(): readonly string[];
  /** Folds the write-ahead log into the database, as far as no reader is in the way, and gives its disk back. */
  foldLog(): void;
  /** Copies the database into backups/ and keeps the newest three. */
  backUp(): Promise<void>;
  close(): void;
}

const file = 'project.sqlite';

/** Creates the database of a new project. The folder exists and is empty of one. */
export function createCatalog(folder: string): Outcome<Catalog> {
  return openCatalog(folder, { readOnly: false, create: true });
}

/** Opens a project's database, bringing an older schema up to date after a backup. */
export function openCatalog(
  folder: string,
  options: { readOnly: boolean; create?: boolean },
): Outcome<Catalog> {
  const path = join(folder, file);
  if (!options.create && !existsSync(path)) return fail({ kind: 'project-missing', folder });
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: options.readOnly, timeout: 5000 });
    const version = Number(db.pragma('user_version', { simple: true }));
    const refusal = refuse(folder, version, options);
    if (refusal) {
      db.close();
      return fail(refusal);
    }
    if (!options.readOnly) prepare(db, folder, version);
    const catalog = assemble(db, folder);
    catalog.settings.get('key'); // damage of the first table shows at once
    return succeed(catalog);
  } catch (error) {
    db?.close();
    const what = messageOf(error);
    return fail(troubleOf(error, folder) ?? { kind: 'project-damaged', folder, what });
  }
}

/** Why a database of this format version is not opened; null when it is. */
function refuse(
  folder: string,
  version: number,
  { readOnly, create }: { readOnly: boolean; create?: boolean },
): Failure | null {
  const known = migrations.length;
  if (version > known) return { kind: 'project-newer', folder, version, known };
  // SQLite takes a file of no bytes for a new database; a project never is one.
  if (version === 0 && !create) return { kind: 'project-damaged', folder, what: 'it is empty' };
  if (version === known || !readOnly) return null;
  const what = 'it has an older format; open it once for writing';
  return { kind: 'project-damaged', folder, what };
}

/** The failure that an error means when the disk or a damaged database caused it, else null. */
export function troubleOf(error: unknown, folder: string): Failure | null {
  const trouble = diskTrouble(error, folder);
  if (trouble) return trouble;
  if (!(error instanceof Database.SqliteError)) return null;
  if (!/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return null;
  return { kind: 'project-damaged', folder, what: error.message };
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function prepare(db: Database.Database, folder: string, version: number): void {
  db.pragma(`journal_mode = ${isNetworkFolder(folder) ? 'DELETE' : 'WAL'}`);
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  if (version > 0 && version < migrations.length)
    copyTo(db, folder, `before-format-${migrations.length}.sqlite`);
  for (let step = version; step < migrations.length; step++) {
    db.transaction(() => {
      db.exec(migrations[step] ?? '');
      db.pragma(`user_version = ${step + 1}`);
    })();
  }
}

const cutChanges = [
  'setVolume',
  'addScope',
  'completeScope',
  'setAside',
  'removeScope',
  'abandon',
  'forget',
] as const satisfies readonly (keyof CutTable)[];

function assemble(db: Database.Database, folder: string): Catalog {
  db.pragma('cache_size = -65536');
  // A unit's statements may be many; a log that is never folded back would grow without bound.
  if (!db.readonly) {
    db.pragma('wal_autocheckpoint = 4000');
    // What a large transaction or a slow reader made it grow to is given back once it is folded.
    db.pragma(`journal_size_limit = ${largestLeftLog}`);
  }
  let revision = 0;
  const change = () => void revision++;
  const volumes = noting(
    volumeTable(db),
    change,
    'add',
    'giveVoxelSize',
    'setFiles',
    'recordMapping',
  );
  const run = <T>(level: 'FULL' | 'NORMAL', work: () => T): T => {
    if (db.inTransaction) return work();
    db.pragma(`synchronous = ${level}`);
    try {
      return db.transaction(work).immediate();
    } catch (error) {
      change(); // what was read of the changes taken back is out of date
      throw error;
    }
  };
  const addresses = addressTable(db);
  return {
    revision: () => revision,
    settings: noting(settingTable(db), change, 'set'),
    sources: noting(sourceTable(db), change, 'add', 'restore'),
    // Ten thousand rows take a quarter of a second to check.
    volumes: { ...volumes, all: keptUntilChanged(volumes.all, () => revision) },
    cuts: noting(cutTable(db), change, ...cutChanges),
    crossSections: crossSectionTable(db),
    sectionParts: sectionPartTable(db),
    exemplars: exemplarTable(db),
    exemplarReader: exemplarReader(db),
    holdOuts: holdOutTable(db),
    actions: actionTable(db),
    addresses,
    labels: labelTable(db, addresses),
    labelStates: labelStateTable(db),
    verdicts: verdictTable(db),
    places: placeTable(db),
    queues: queueTable(db),
    balancePlans: balancePlanTable(db),
    recordedDuplicates: recordedDuplicateTable(db),
    relations: relationTable(db),
    keepCurves: keepCurveTable(db),
    pairDecisions: pairDecisionTable(db, addresses),
    groupDecisions: groupDecisionTable(db, addresses),
    models: modelTable(db),
    encoders: encoderTable(db),
    embeddings: embeddingTable(db),
    exports: exportTable(db),
    jobs: jobTable(db),
    onNetwork: isNetworkFolder(folder),
    commit: (work) => run('FULL', work),
    commitUnit: (work) => run('NORMAL', work),
    integrityProblems: () => checkIntegrity(db),
    foldLog: () => void foldLog(db),
    backUp: () => backUp(db, folder),
    close() {
      if (!db.readonly) leavePlainFile(db, folder);
      db.close();
    },
  };
}

/** The table, telling of every call of the functions named. */
function noting<T extends object>(table: T, note: () => void, ...names: (keyof T)[]): T {
  const noted = { ...table };
  for (const name of names) {
    // `as`: what is named is a function of the table, and is called as it was.
    const plain = table[name] as (...given: unknown[]) => unknown;
    noted[name] = ((...given: unknown[]) => {
      note();
      return plain(...given);
    }) as T[keyof T];
  }
  return noted;
}

function keptUntilChanged<T>(read: () => T, revision: () => number): () => T {
  let kept: { revision: number; value: T } | null = null;
  return () => {
    if (kept?.revision !== revision()) kept = { revision: revision(), value: read() };
    return kept.value;
  };
}

/** One plain file also opens in a read-only folder. On a full disk the log stays beside it, as safe. */
function leavePlainFile(db: Database.Database, folder: string): void {
  try {
    db.pragma('journal_mode = DELETE');
  } catch (error) {
    if (!troubleOf(error, folder)) throw error;
  }
}

/** Waits for nobody: with a reader in the way, the next one gives the disk back. */
function foldLog(db: Database.Database): void {
  db.pragma('busy_timeout = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.pragma('busy_timeout = 5000');
  }
}

function checkIntegrity(db: Database.Database): readonly string[] {
  try {
    // `as`: this pragma answers rows with one text column.
    const rows = db.pragma('integrity_check') as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  } catch (error) {
    return [messageOf(error)]; // too damaged to be checked
  }
}

/** Bytes of the write-ahead log that stay on the disk: as much as is folded back at a time. */
const largestLeftLog = 4000 * 4096;

const keptBackups = 3;

async function backUp(db: Database.Database, folder: string): Promise<void> {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  const number = numbered(backups).length === 0 ? 1 : Math.max(...numbered(backups)) + 1;
  // Under another name until it is whole: an unfinished copy must not push a good one out.
  const unfinished = join(backups, 'unfinished');
  await db.backup(unfinished);
  renameSync(unfinished, join(backups, `${number}.sqlite`));
  for (const old of numbered(backups)
    .sort((a, b) => b - a)
    .slice(keptBackups)) {
    rmSync(join(backups, `${old}.sqlite`), { force: true });
  }
}

const numbered = (folder: string): number[] =>
  readdirSync(folder).flatMap((name) =>
    /^\d+\.sqlite$/.test(name) ? [Number.parseInt(name, 10)] : [],
  );

function copyTo(db: Database.Database, folder: string, name: string): void {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  rmSync(join(backups, name), { force: true });
  db.prepare('VACUUM INTO ?').run(join(backups, name));
}

/** statfs magic numbers of file systems whose locks and shared memory a write-ahead log cannot trust. */
const networkFileSystems = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546,
]);

/** True on NFS, SMB, 9p and FUSE mounts (linux; elsewhere the number is not comparable). */
export function isNetworkFolder(folder: string): boolean {
  return process.platform === 'linux' && networkFileSystems.has(statfsSync(folder).type);
}
