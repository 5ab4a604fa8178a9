import { cutSettings } from '../../../shared/cut.ts';
import { curate } from './curate.ts';
import type { Workbench } from './workbench.ts';
import type { Parts } from './workbench-parts.ts';

/** Running the stages, and what runs. */
export function jobPart({
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
    cancelJob: (id, keep) => jobs.cancel(id, keep),
    pauseJob: (id) => jobs.pause(id),
    resumeJob: (id) => jobs.resume(id),
  };
}
