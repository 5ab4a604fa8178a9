import type { Changed, Started } from '../../../shared/answer.ts';
import type { RunRequest } from '../../../shared/cut.ts';
import type {
  DatasetTerms,
  ExportFormat,
  ExportOptions,
  ExportPlan,
  ExportPreview,
  UnfinishedExport,
} from '../../../shared/export.ts';
import type { Outcome } from '../../../shared/failure.ts';
import type { FlipbookOptions } from '../../../shared/flipbook.ts';
import type { Job } from '../../../shared/job.ts';
import type { BlankRule, MetadataPlan } from '../../../shared/metadata-table.ts';
import type {
  DoctorReport,
  EngineEvent,
  ExportRecord,
  Project,
  RecentProject,
} from '../../../shared/project.ts';
import type { RunNeeds } from '../../../shared/run-needs.ts';
import type {
  AddRequest,
  FileListing,
  SourceChange,
  SourceRecord,
  VolumeDescription,
  VolumeRecord,
} from '../../../shared/source.ts';
import type { BalanceBench } from './balance/balance-bench.ts';
import type { CompositionBench } from './balance/composition-bench.ts';
import type { CutBench } from './cut/cut-bench.ts';
import type { DatasetBench } from './dataset/dataset-bench.ts';
import type { RadiusBench } from './exemplar/radius-bench.ts';
import type { GridBench } from './grid/grid-bench.ts';
import type { QueueBench } from './grid/queue-bench.ts';
import type { GroupsBench } from './group/groups-bench.ts';
import type { AgreementBench } from './label/agreement-bench.ts';
import type { LabelBench, LabelFileBench } from './label/label-bench.ts';
import type { EncoderBench, ModelBench } from './model/model-bench.ts';
import type { OpinionBench } from './pair/opinion-bench.ts';
import type { RelationBench } from './relation/relation-bench.ts';
import type { RelinkBench } from './source/relink-bench.ts';

/** Some of the properties, or `undefined` for those not given. */
export type Partial_<T> = { [K in keyof T]?: T[K] | undefined };

export interface Execution {
  provider: string;
  probed: { name: string; runs: boolean; reason: string | null }[];
}

/** What the router asks of the engine; one method a procedure. */
export interface Workbench
  extends AgreementBench,
    DatasetBench,
    BalanceBench,
    CompositionBench,
    CutBench,
    GridBench,
    GroupsBench,
    LabelBench,
    LabelFileBench,
    ModelBench,
    EncoderBench,
    OpinionBench,
    QueueBench,
    RelationBench,
    RadiusBench,
    RelinkBench {
  currentProject(): Project | null;
  recentProjects(): Promise<RecentProject[]>;
  createProject(folder: string): Promise<Outcome<Project>>;
  openProject(folder: string, readOnly: boolean): Promise<Outcome<Project>>;
  closeProject(): Promise<void>;
  setAnnotator(name: string): Outcome<Project>;
  startDemonstration(folder: string | null, seed: number): Promise<Started>;
  listFiles(folder: string | null): Promise<Outcome<FileListing>>;
  createFolder(folder: string, name: string): Promise<Outcome<{ folder: string }>>;
  listSources(): Outcome<SourceRecord[]>;
  listVolumes(source: number): Outcome<VolumeRecord[]>;
  describe(
    paths: string[],
    as: 'stack' | 'group' | null,
    checksum: boolean,
  ): Promise<{ path: string; described: Outcome<VolumeDescription> }[]>;
  startAdd(request: AddRequest): Started;
  setSource(source: number, change: SourceChange): Changed;
  removeSource(source: number): Changed;
  metadataTable(): Outcome<{ csv: string; sources: number }>;
  planMetadata(file: string, blanks: BlankRule): Promise<Outcome<MetadataPlan>>;
  importMetadata(request: {
    file: string;
    blanks: BlankRule;
    sha256: string | null;
  }): Promise<Changed>;
  listJobs(): Job[];
  /** @param sources of these alone; null for all */
  runNeeds(request: RunRequest, sources: readonly number[] | null): Promise<Outcome<RunNeeds>>;
  startRun(request: RunRequest): Started;
  cancelJob(id: number, keep: boolean): Outcome<null>;
  pauseJob(id: number): Outcome<null>;
  resumeJob(id: number): Outcome<null>;
  listExports(): Outcome<ExportRecord[]>;
  exportFormats(): ExportFormat[];
  exportTerms(): Outcome<DatasetTerms>;
  planExport(options: ExportOptions): Promise<Outcome<ExportPlan>>;
  previewExport(options: ExportOptions): Promise<Outcome<ExportPreview>>;
  exportChoice(): Outcome<ExportOptions | null>;
  rememberExport(options: ExportOptions): Outcome<null>;
  unfinishedExport(): Promise<Outcome<UnfinishedExport | null>>;
  discardExport(): Promise<Outcome<null>>;
  startExport(folder: string, options: ExportOptions): Started;
  startFlipbooks(folder: string, options: FlipbookOptions): Started;
  startVerify(folder: string): Started;
  execution(): Promise<Execution>;
  doctor(): Promise<DoctorReport>;
  events(signal: AbortSignal | undefined): AsyncIterable<EngineEvent>;
}
