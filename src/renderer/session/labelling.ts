import { engine, isConnectionLost } from '../bridge.ts';
import { createLabelQueue } from './label-queue.ts';
import { dismissNotice, say, sayProblem } from './notice.ts';
import { session } from './project-session.ts';

/** The one queue of labels of this window. */
export const labelling = createLabelQueue({
  apply: (request) => engine.labels.decide.mutate(request),
  undo: () => engine.labels.undo.mutate(),
  redo: () => engine.labels.redo.mutate(),
  isLost: isConnectionLost,
  now: Date.now,
});

/** Joins the queue to the connection, the project and the status line; called once. */
export function startLabelling(): void {
  let project = session.get().project?.key;
  session.subscribe(() => {
    const state = session.get();
    if (state.connected) labelling.resume();
    if (state.project?.key === project) return;
    project = state.project?.key;
    labelling.reset();
    dismissNotice();
  });
  // A call can be lost while the line of events stays up; asking again costs nothing when none is.
  window.setInterval(() => labelling.resume(), 2000);
  let message: string | null = null;
  let problem: string | null = null;
  labelling.store.subscribe(() => {
    const state = labelling.store.get();
    if (state.problem && state.problem !== problem) sayProblem(state.problem);
    else if (state.message && state.message !== message) say(state.message, true);
    problem = state.problem;
    message = state.message;
  });
}
