import { type CutSettings, cutSettings } from '../../../shared/cut.ts';
import { curate } from './curate.ts';
import type { Session } from './project/session.ts';
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
    runNeeds: (settings, sources) =>
      desk.readLater((session) => runNeeds(session, changed(session, settings), sources)),
    startRun: ({ regroup = false, ...settings }) =>
      job('run', 'Cut, de-duplicate and measure', (session) => (context) => {
        return curate(session, tasks, changed(session, settings), context, { anew: regroup });
      }),
    cancelJob: (id, keep) => jobs.cancel(id, keep),
    pauseJob: (id) => jobs.pause(id),
    resumeJob: (id) => jobs.resume(id),
  };
}

/** The project's settings, but for those given. */
function changed(session: Session, settings: Partial_<CutSettings>): CutSettings {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return cutSettings.parse({ ...session.settings(), ...Object.fromEntries(given) });
}
