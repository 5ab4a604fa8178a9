import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { type ActionTable, actionTable } from './actions.ts';
import { type AddressTable, addressTable } from './addresses.ts';
import { backUp, copyTo } from './backups.ts';
import { type BalancePlanTable, balancePlanTable } from './balance-plans.ts';
import { troubleOf } from './catalog-trouble.ts';
import { type CrossSectionTable, crossSectionTable } from './cross-sections.ts';
import { type CutTable, cutTable } from './cuts.ts';
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
import { keptUntilChanged, noting } from './noted-changes.ts';
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
import { beginLog, boundLog, foldLog, isNetworkFolder, leavePlainFile } from './write-ahead-log.ts';

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

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function prepare(db: Database.Database, folder: string, version: number): void {
  beginLog(db, folder);
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
  if (!db.readonly) boundLog(db);
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

function checkIntegrity(db: Database.Database): readonly string[] {
  try {
    // `as`: this pragma answers rows with one text column.
    const rows = db.pragma('integrity_check') as { integrity_check: string }[];
    return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
  } catch (error) {
    return [messageOf(error)]; // too damaged to be checked
  }
}
