import type { Started } from '../../../shared/answer.ts';
import type { Outcome } from '../../../shared/failure.ts';
import type { JobKind } from '../../../shared/job.ts';
import type { JobRunner, JobWork } from '../job/job-runner.ts';
import type { GridViews } from './grid/grid-views.ts';
import type { Session } from './project/session.ts';
import type { SessionDesk } from './session-desk.ts';
import type { TaskClient } from './task/task-client.ts';

export interface WorkbenchOptions {
  readonly shell: string;
  readonly configFolder: string;
  readonly roots: readonly string[];
  readonly workingFolder: string;
}

/** What the groups of procedures below share. */
export interface Parts {
  readonly tasks: TaskClient;
  readonly options: WorkbenchOptions;
  readonly desk: SessionDesk;
  readonly jobs: JobRunner;
  readonly views: GridViews;
  /** The absolute path, when this shell may reach it. */
  allowed(path: string): Promise<Outcome<string>>;
  job(kind: JobKind, title: string, work: (session: Session) => JobWork): Started;
}
