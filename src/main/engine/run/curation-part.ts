import type { CutSettings } from '../../../shared/cut.ts';
import { curate } from './curate.ts';
import { runTarget } from './cut/editions.ts';
import { runNeeds } from './run-needs.ts';
import type { Partial_, Workbench } from './workbench.ts';
import type { Parts } from './workbench-parts.ts';

/** Running the stages, and what runs. */
export function jobPart({
  desk,
  jobs,
  tasks,
  job,
}: Parts): Pick<
  Workbench,
  'listJobs' | 'runNeeds' | 'startRun' | 'cancelJob' | 'pauseJob' | 'resumeJob'
> {
  return {
    listJobs: () => desk.recentJobs(jobs.running()),
    runNeeds: ({ regroup = false, ...settings }, sources) =>
      desk.readLater((session) =>
        runNeeds(session, runTarget(session, given(settings), regroup).settings, sources),
      ),
    startRun: ({ regroup = false, ...settings }) =>
      job('run', 'Cut, de-duplicate and measure', (session) => (context) => {
        const { settings: target, anew } = runTarget(session, given(settings), regroup);
        return curate(session, tasks, target, context, { anew });
      }),
    cancelJob: (id, keep) => jobs.cancel(id, keep),
    pauseJob: (id) => jobs.pause(id),
    resumeJob: (id) => jobs.resume(id),
  };
}

/** Without what is undefined, which would stand for a setting. */
function given(settings: Partial_<CutSettings>): Partial<CutSettings> {
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined);
  // `as`: the same settings, each of its own type.
  return Object.fromEntries(entries) as Partial<CutSettings>;
}
