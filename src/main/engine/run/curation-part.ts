import { cutSettings } from '../../../shared/cut.ts';
import { fail, succeed } from '../../../shared/failure.ts';
import { curate } from './curate.ts';
import { modelList } from './model-store.ts';
import { scoreExemplars } from './score-exemplars.ts';
import { setThreshold, thresholdYield } from './threshold-yield.ts';
import { trainModel } from './train-model.ts';
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
    cancelJob: (id) => jobs.cancel(id),
    pauseJob: (id) => jobs.pause(id),
    resumeJob: (id) => jobs.resume(id),
  };
}

/** The filter model and its threshold. */
export function modelPart({
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
        (session) => (context) =>
          trainModel(session, tasks, { seed, kind: null, refitFirst: false }, context),
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
