import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, type Outcome, succeed } from '../../../../shared/failure.ts';
import type { Project } from '../../../../shared/project.ts';
import { fillDemonstration } from '../demonstration.ts';
import { projectOf } from '../funnel.ts';
import type { Refuse } from '../session-desk.ts';
import type { Workbench } from '../workbench.ts';
import type { Parts } from '../workbench-parts.ts';
import { recentProjects } from './recent-projects.ts';

/** Projects: made, opened, closed, and the demonstration. */
export function projectPart({
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
    open: (path: string, refuse: Refuse) => Promise<Outcome<Project>>,
    isOpen = (_path: string) => false,
  ): Promise<Outcome<Project>> => {
    const path = await allowed(folder);
    if (!path.ok) return path;
    const before = desk.session();
    const refuse: Refuse = () => {
      const running = jobs.running();
      return running && { kind: 'job-running', title: running.title };
    };
    const refusal = isOpen(path.value) ? null : refuse();
    if (refusal) return fail(refusal);
    const project = await open(path.value, refuse);
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
        (path, refuse) => desk.open(path, readOnly, refuse),
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

/** A project folder that is not there yet: NAME, NAME 2, NAME 3 ... */
function freeProject(folder: string, name: string): string {
  for (let number = 1; ; number++) {
    const path = join(folder, `${name}${number === 1 ? '' : ` ${number}`}.emcurator`);
    if (!existsSync(path)) return path;
  }
}
