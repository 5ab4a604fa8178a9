import { cutSettings } from '../../../shared/cut.ts';
import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import { curate } from './curate.ts';
import { applyLabels, labelCounts, undoOrRedo } from './label-actions.ts';
import { exportLabels, importLabels } from './label-files.ts';
import { scoreExemplars } from './score-exemplars.ts';
import { setThreshold, thresholdYield } from './threshold-yield.ts';
import { modelList, trainModel } from './train-model.ts';
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

/** Labels, by hand and by file. */
export function labelPart({
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
