import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { cutSettings } from '../../../shared/cut.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { figureCsv } from '../../../shared/figure.ts';
import { figureSvg } from '../../../shared/figure-svg.ts';
import type { JobKind } from '../../../shared/job.ts';
import { lorenzFigure } from '../../../shared/lorenz-figure.ts';
import type { EngineEvent, Project } from '../../../shared/project.ts';
import { broadcast } from '../job/broadcast.ts';
import { type JobRunner, type JobWork, jobRunner } from '../job/job-runner.ts';
import { addSources } from './add-sources.ts';
import { balanceReport } from './balance-report.ts';
import { curate } from './curate.ts';
import { fillDemonstration } from './demonstration.ts';
import { describeVolumes } from './describe-volumes.ts';
import { doctorReport } from './doctor.ts';
import { exportDataset, planExport } from './export-dataset.ts';
import { createFolder, listFiles, withinRoots } from './file-listing.ts';
import { projectOf } from './funnel.ts';
import { type GridViews, gridViews } from './grid-views.ts';
import { applyLabels, labelCounts, undoOrRedo } from './label-actions.ts';
import { exportLabels, importLabels } from './label-files.ts';
import { picture } from './pictures.ts';
import { probeExecution } from './probe-execution.ts';
import type { Picture } from './process-message.ts';
import { recentProjects } from './recent-projects.ts';
import { scoreExemplars } from './score-exemplars.ts';
import type { Session } from './session.ts';
import { openDesk, type SessionDesk, sayingTrouble } from './session-desk.ts';
import { removeSource, setSource, sourceRecords, volumeRecords } from './source-changes.ts';
import type { TaskClient } from './task-client.ts';
import { setThreshold, thresholdYield } from './threshold-yield.ts';
import { modelList, trainModel } from './train-model.ts';
import { verifyFolder } from './verify-folder.ts';
import type { Execution, Started, Workbench } from './workbench.ts';

export interface WorkbenchOptions {
  readonly shell: string;
  readonly configFolder: string;
  readonly roots: readonly string[];
  readonly workingFolder: string;
}

/** A workbench, and what only its own process needs of it. */
export interface OpenWorkbench extends Workbench {
  picture(address: string): Promise<Picture>;
  /** Cancels what runs, closes the project. */
  shutDown(): Promise<void>;
}

/** Joins sessions, jobs and stages into what the router asks for. */
export function openWorkbench(tasks: TaskClient, options: WorkbenchOptions): OpenWorkbench {
  const events = broadcast<EngineEvent>(
    (a, b) => a.kind === b.kind && (a.kind !== 'job' || b.kind !== 'job' || a.job.id === b.job.id),
  );
  const desk = openDesk(options, () => events.send({ kind: 'project', project: desk.project() }));
  const jobs: JobRunner = jobRunner(desk.jobStore, (job) => {
    events.send({ kind: 'job', job });
    if (job.state !== 'running') desk.changed();
  });
  const views = gridViews();
  let execution: Promise<Execution> | null = null;
  const probe = () => {
    execution ??= probeExecution(tasks);
    return execution;
  };
  /** The command line may reach whatever its user may; a window only what lies in its roots. */
  const allowed = async (path: string): Promise<Outcome<string>> => {
    const absolute = resolve(options.workingFolder, path);
    if (options.shell === 'command line') return succeed(absolute);
    return withinRoots(absolute, options.roots);
  };
  const job = (kind: JobKind, title: string, work: (session: Session) => JobWork) =>
    desk.write((session) =>
      jobs.start(kind, title, (context) =>
        sayingTrouble(session.folder, () => work(session)(context)),
      ),
    );

  const parts: Parts = { tasks, options, desk, jobs, views, allowed, job };
  return {
    ...projectPart(parts),
    ...filePart(parts),
    ...sourcePart(parts),
    ...jobPart(parts),
    ...labelPart(parts),
    ...modelPart(parts),
    ...exportPart(parts),
    execution: probe,
    doctor: () => doctorReport(tasks, options.workingFolder, probe),
    events: (signal) => events.listen(signal),
    picture: (address) => picture(desk.session(), tasks, address),
    async shutDown() {
      await jobs.settle();
      await desk.close();
    },
  };
}

/** What the groups of procedures below share. */
interface Parts {
  readonly tasks: TaskClient;
  readonly options: WorkbenchOptions;
  readonly desk: SessionDesk;
  readonly jobs: JobRunner;
  readonly views: GridViews;
  /** The absolute path, when this shell may reach it. */
  allowed(path: string): Promise<Outcome<string>>;
  job(kind: JobKind, title: string, work: (session: Session) => JobWork): Started;
}

function projectPart({
  options,
  desk,
  jobs,
  views,
  tasks,
  allowed,
  job,
}: Parts): Pick<
  Workbench,
  | 'currentProject'
  | 'recentProjects'
  | 'createProject'
  | 'openProject'
  | 'closeProject'
  | 'setAnnotator'
  | 'startDemonstration'
> {
  const { write } = desk;
  /** Opens another project, but not under a job that works on this one. */
  const change = async (
    folder: string,
    open: (path: string) => Promise<Outcome<Project>>,
    isOpen = (_path: string) => false,
  ): Promise<Outcome<Project>> => {
    const path = await allowed(folder);
    if (!path.ok) return path;
    const before = desk.session();
    const running = jobs.running();
    if (running && !isOpen(path.value)) return fail({ kind: 'job-running', title: running.title });
    const project = await open(path.value);
    if (desk.session() !== before) views.clear();
    return project;
  };
  return {
    currentProject: () => desk.project(),
    recentProjects: () => recentProjects(options.configFolder),
    createProject: (folder) => change(folder, desk.create),
    openProject: (folder, readOnly) =>
      change(
        folder,
        (path) => desk.open(path, readOnly),
        (path) => desk.isOpen(path, readOnly),
      ),
    async closeProject() {
      await jobs.settle();
      views.clear();
      await desk.close();
    },
    setAnnotator: (name) =>
      write((session) => {
        session.catalog.commit(() => session.catalog.settings.set('annotator', name));
        return succeed(projectOf(session));
      }),
    async startDemonstration(folder, seed) {
      const asked = folder ?? freeProject(options.workingFolder, 'Demonstration');
      const created = await change(asked, desk.create);
      if (!created.ok) return created;
      return job(
        'demonstration',
        'Make the demonstration project',
        (session) => (context) => fillDemonstration(session, tasks, seed, context),
      );
    },
  };
}

function filePart({
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

function sourcePart({
  desk: { read, write },
  views,
}: Parts): Pick<
  Workbench,
  | 'listSources'
  | 'listVolumes'
  | 'setSource'
  | 'removeSource'
  | 'balance'
  | 'balanceFigure'
  | 'openView'
  | 'viewPage'
> {
  return {
    listSources: () => read((session) => succeed(sourceRecords(session))),
    listVolumes: (source) => read((session) => succeed(volumeRecords(session, source))),
    setSource: (source, change) => write((session) => setSource(session, source, change)),
    removeSource: (source) => write((session) => removeSource(session, source)),
    balance: (by) => read((session) => succeed(balanceReport(session, by))),
    balanceFigure: (by) =>
      read((session) => {
        const figure = lorenzFigure(balanceReport(session, by));
        return succeed({ svg: figureSvg(figure), csv: figureCsv(figure) });
      }),
    openView: (query) => read((session) => views.open(session, query)),
    viewPage: (view, from, count) => read((session) => views.page(session, view, from, count)),
  };
}

function jobPart({
  desk,
  jobs,
  tasks,
  job,
}: Parts): Pick<Workbench, 'listJobs' | 'startRun' | 'cancelJob' | 'pauseJob' | 'resumeJob'> {
  return {
    listJobs: () => desk.recentJobs(jobs.running()),
    startRun: (settings) =>
      job('run', 'Cut, de-duplicate and measure', (session) => (context) => {
        const given = Object.fromEntries(
          Object.entries(settings).filter(([, value]) => value !== undefined),
        );
        return curate(
          session,
          tasks,
          cutSettings.parse({ ...session.settings(), ...given }),
          context,
        );
      }),
    cancelJob: (id) => jobs.cancel(id),
    pauseJob: (id) => jobs.pause(id),
    resumeJob: (id) => jobs.resume(id),
  };
}

function labelPart({
  desk,
  allowed,
}: Parts): Pick<
  Workbench,
  'applyLabels' | 'undo' | 'redo' | 'labelCounts' | 'importLabels' | 'exportLabels'
> {
  const { read, write } = desk;
  return {
    applyLabels: (request) => write((session) => applyLabels(session, request)),
    undo: () => write((session) => undoOrRedo(session, 'undo')),
    redo: () => write((session) => undoOrRedo(session, 'redo')),
    labelCounts: () => read((session) => succeed(labelCounts(session))),
    async importLabels(file, labels) {
      const paths = await bothAllowed(allowed, file, labels);
      if (!paths.ok) return paths;
      return desk.writeLater((session) =>
        importLabels(session, paths.value.file, paths.value.labels),
      );
    },
    async exportLabels(file, labels) {
      const paths = await bothAllowed(allowed, file, labels);
      if (!paths.ok) return paths;
      return desk.readLater((session) =>
        exportLabels(session, paths.value.file, paths.value.labels),
      );
    },
  };
}

function modelPart({
  desk: { read, write },
  tasks,
  job,
}: Parts): Pick<
  Workbench,
  'listModels' | 'startTraining' | 'startScoring' | 'thresholdYield' | 'setThreshold'
> {
  return {
    listModels: () => read((session) => succeed(modelList(session))),
    startTraining: (seed) =>
      job(
        'train',
        'Train the filter model',
        (session) => (context) => trainModel(session, tasks, seed, context),
      ),
    startScoring: () =>
      job('score', 'Score exemplars', (session) => async (context) => {
        if (session.catalog.settings.get('model') === null) return fail({ kind: 'model-missing' });
        if (!(await scoreExemplars(session, tasks, context))) return fail({ kind: 'cancelled' });
        return succeed(`Scored ${session.columns().count.toLocaleString('en-US')} exemplars.`);
      }),
    thresholdYield: (threshold) => read((session) => thresholdYield(session, threshold)),
    setThreshold: (threshold) => write((session) => setThreshold(session, threshold)),
  };
}

function exportPart({
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

/** A project folder that is not there yet: NAME, NAME 2, NAME 3 ... */
function freeProject(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? '' : ` ${number}`}.emcurator`);
    if (!existsSync(path)) return path;
  }
}

async function bothAllowed(
  allowed: (path: string) => Promise<Outcome<string>>,
  file: string,
  labels: string | null,
): Promise<Outcome<{ file: string; labels: string | null }>> {
  const first = await allowed(file);
  if (!first.ok) return first;
  const second = labels === null ? null : await allowed(labels);
  if (second && !second.ok) return second;
  return succeed({ file: first.value, labels: second?.value ?? null });
}
