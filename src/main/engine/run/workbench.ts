import type { z } from 'zod';
import type { BalanceReport, CurationSet } from '../../../shared/balance.ts';
import type { CutSettings } from '../../../shared/cut.ts';
import type { LabelCounts, LabelReceipt, LabelRequest } from '../../../shared/decision.ts';
import type { Outcome } from '../../../shared/failure.ts';
import type { GridPatch, GridView, gridQuery } from '../../../shared/grid.ts';
import type { Job } from '../../../shared/job.ts';
import type { FilterModel, ThresholdYield } from '../../../shared/model.ts';
import type {
  DoctorReport,
  EngineEvent,
  ExportRecord,
  Project,
  RecentProject,
} from '../../../shared/project.ts';
import type {
  AddRequest,
  FileListing,
  SourceChange,
  SourceRecord,
  VolumeDescription,
  VolumeRecord,
} from '../../../shared/source.ts';

export type Changed = Outcome<{ action: number; summary: string }>;
export type Started = Outcome<{ job: number }>;
type Partial_<T> = { [K in keyof T]?: T[K] | undefined };

export interface Execution {
  provider: string;
  probed: { name: string; runs: boolean; reason: string | null }[];
}

/** What the router asks of the engine; one method a procedure. */
export interface Workbench {
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
  listJobs(): Job[];
  startRun(settings: Partial_<CutSettings>): Started;
  cancelJob(id: number): Outcome<null>;
  pauseJob(id: number): Outcome<null>;
  resumeJob(id: number): Outcome<null>;
  openView(query: z.output<typeof gridQuery>): Outcome<GridView>;
  viewPage(
    view: number,
    from: number,
    count: number,
  ): Outcome<{ total: number; patches: GridPatch[] }>;
  applyLabels(request: LabelRequest): Outcome<LabelReceipt>;
  undo(): Outcome<LabelReceipt>;
  redo(): Outcome<LabelReceipt>;
  labelCounts(): Outcome<LabelCounts>;
  importLabels(
    file: string,
    labels: string | null,
  ): Promise<Outcome<{ action: number; matched: number; changed: number; summary: string }>>;
  exportLabels(file: string, labels: string | null): Promise<Outcome<{ labels: number }>>;
  listModels(): Outcome<FilterModel[]>;
  startTraining(seed: number): Started;
  startScoring(): Started;
  thresholdYield(threshold: number | null): Outcome<ThresholdYield>;
  setThreshold(threshold: number): Changed;
  listExports(): Outcome<ExportRecord[]>;
  planExport(set: CurationSet): Outcome<{ patches: number; bytes: number; sources: number }>;
  startExport(folder: string, set: CurationSet, format: string): Started;
  startVerify(folder: string): Started;
  balance(by: 'source' | 'volume'): Outcome<BalanceReport>;
  balanceFigure(by: 'source' | 'volume'): Outcome<{ svg: string; csv: string }>;
  execution(): Promise<Execution>;
  doctor(): Promise<DoctorReport>;
  events(signal: AbortSignal | undefined): AsyncIterable<EngineEvent>;
}
