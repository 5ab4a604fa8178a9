import { explain } from '../../shared/failure.ts';
import { engine } from '../bridge.ts';
import { saveBlob } from '../element/save-file.ts';
import { askForFiles } from './file-question.ts';
import { jobEnd } from './job-end.ts';
import { goTo } from './navigation.ts';
import { attempt, sayProblem } from './notice.ts';
import { enterProject } from './project-session.ts';

/** Asks where, then makes an empty project and goes to it. */
export async function newProject(): Promise<void> {
  const paths = await askForFiles({
    title: 'New project',
    choose: 'new-folder',
    action: 'Create project',
    suggestedName: 'Untitled',
    ending: '.emcurator',
  });
  if (!paths?.[0]) return;
  const project = await attempt(engine.project.create.mutate({ folder: paths[0] }));
  if (project) enterProject(project);
  goTo('sources');
}

/** Asks which, then opens it. */
export async function chooseProject(): Promise<void> {
  const paths = await askForFiles({
    title: 'Open a project',
    choose: 'project',
    action: 'Open project',
  });
  if (paths?.[0]) await openProject(paths[0]);
}

export async function openProject(folder: string): Promise<void> {
  const project = await attempt(engine.project.open.mutate({ folder }));
  if (!project) return;
  enterProject(project);
  goTo(project.funnel.dedup > 0 ? 'label' : 'sources');
}

/** Asks for a data set and for a place, makes a project from it, and opens that once it is made. */
export async function projectFromDataset(): Promise<void> {
  const chosen = await askForFiles({
    title: 'New project from a data set',
    choose: 'dataset',
    action: 'Choose the data set',
  });
  const dataset = chosen?.[0];
  if (!dataset) return;
  const named = await askForFiles({
    title: 'Where to make the project',
    choose: 'new-folder',
    action: 'Make the project',
    suggestedName: dataset.split(/[/\\]/).at(-1) ?? 'Untitled',
    ending: '.emcurator',
  });
  const project = named?.[0];
  if (!project) return;
  const started = await attempt(engine.datasets.import.mutate({ dataset, project }));
  if (!started) return;
  const { state, failure } = await jobEnd(started.job);
  if (state === 'done') await openProject(project);
  else if (failure && state === 'failed') sayProblem(explain(failure));
}

/** Makes the demonstration; its job's end leads to the Label screen (see frame). */
export async function makeDemonstration(): Promise<void> {
  await attempt(engine.project.demonstration.mutate({ folder: null, seed: 1 }));
}

export async function closeProject(): Promise<void> {
  await engine.project.close.mutate();
  enterProject(null);
}

/** Saves the Lorenz figure with its parameters inside, as it stands now. */
export async function saveBalanceFigure(by: 'source' | 'volume'): Promise<void> {
  const figure = await attempt(engine.balance.figure.query({ by }));
  if (figure) saveBlob(`balance-by-${by}.svg`, figure.svg, 'image/svg+xml');
}

/** Stops a job; what it has finished stays. */
export async function cancelJob(id: number): Promise<void> {
  await attempt(engine.jobs.cancel.mutate({ id }));
}
