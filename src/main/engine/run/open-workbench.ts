import { resolve } from 'node:path';
import { type Outcome, succeed } from '../../../shared/failure.ts';
import type { JobKind } from '../../../shared/job.ts';
import type { EngineEvent } from '../../../shared/project.ts';
import { broadcast } from '../job/broadcast.ts';
import { type JobRunner, type JobWork, jobRunner } from '../job/job-runner.ts';
import { balancePart } from './balance/balance-part.ts';
import { compositionPart } from './balance/composition-part.ts';
import { jobPart } from './curation-part.ts';
import { cutPart } from './cut/cut-part.ts';
import { datasetPart } from './dataset/dataset-part.ts';
import { doctorReport } from './doctor.ts';
import { radiusPart } from './exemplar/radius-part.ts';
import { exportPart } from './export/export-part.ts';
import { gridPart } from './grid/grid-part.ts';
import { gridViews } from './grid/grid-views.ts';
import { queuePart } from './grid/queue-part.ts';
import { groupsPart } from './group/groups-part.ts';
import { agreementPart } from './label/agreement-part.ts';
import { labelFilePart, labelPart } from './label/label-part.ts';
import { encoderPart, modelPart } from './model/model-part.ts';
import { opinionPart } from './pair/opinion-part.ts';
import { picture } from './picture/pictures.ts';
import { probeExecution } from './probe-execution.ts';
import { projectPart } from './project/project-part.ts';
import type { Session } from './project/session.ts';
import { relationPart } from './relation/relation-part.ts';
import { openDesk, sayingTrouble } from './session-desk.ts';
import { withinRoots } from './source/file-listing.ts';
import { relinkPart } from './source/relink-part.ts';
import { filePart, metadataPart, sourcePart } from './source/source-part.ts';
import type { Picture } from './task/process-message.ts';
import type { TaskClient } from './task/task-client.ts';
import type { Execution, Workbench } from './workbench.ts';
import type { Parts, WorkbenchOptions } from './workbench-parts.ts';

/** A workbench, and what only its own process needs of it. */
export interface OpenWorkbench extends Workbench {
  picture(address: string, signal: AbortSignal): Promise<Picture>;
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
    if (job.finishedAt !== null) desk.foldLog();
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
    ...metadataPart(parts),
    ...jobPart(parts),
    ...cutPart(parts),
    ...gridPart(parts),
    ...groupsPart(parts),
    ...queuePart(parts),
    ...agreementPart(parts),
    ...labelPart(parts),
    ...labelFilePart(parts),
    ...modelPart(parts),
    ...encoderPart(parts),
    ...balancePart(parts),
    ...compositionPart(parts),
    ...radiusPart(parts),
    ...relationPart(parts),
    ...opinionPart(parts),
    ...exportPart(parts),
    ...datasetPart(parts),
    ...relinkPart(parts),
    execution: probe,
    doctor: () => doctorReport(tasks, options.workingFolder, probe),
    events: (signal) => events.listen(signal),
    picture: (address, signal) => picture(desk.session(), tasks, address, signal),
    async shutDown() {
      await jobs.settle();
      await desk.close();
    },
  };
}
