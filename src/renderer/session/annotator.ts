import { engine } from '../bridge.ts';
import { attempt } from './notice.ts';
import { prefer, preferences } from './preferences.ts';
import { enterProject, session } from './project-session.ts';

/** Gives the name of who sits here to every project that this window opens; called once. */
export function startAnnotator(): void {
  let known: string | undefined;
  session.subscribe(() => {
    const { project } = session.get();
    if (project?.key === known) return;
    known = project?.key;
    const { annotator } = preferences.get();
    if (project && !project.readOnly && annotator !== '' && annotator !== project.annotator) {
      void nameAnnotator(annotator);
    }
  });
}

/** Labels from now on are this person's; remembered for other projects. */
export async function nameAnnotator(name: string): Promise<boolean> {
  const project = await attempt(engine.project.setAnnotator.mutate({ name }));
  if (!project) return false;
  prefer({ annotator: name });
  enterProject(project);
  return true;
}
