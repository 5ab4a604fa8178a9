import { engine, isConnectionLost } from '../bridge.ts';
import { createLabelQueue, type LabelStep } from './label-queue.ts';
import { dismissNotice, say, sayProblem } from './notice.ts';
import { preferences } from './preferences.ts';
import { session } from './project-session.ts';
import { withLabelAt, workTime } from './work-time.ts';

/** The one queue of labels of this window. */
export const labelling = createLabelQueue({
  apply: (request) => engine.labels.decide.mutate(request),
  undo: (key) => engine.labels.undo.mutate({ key }),
  redo: (key) => engine.labels.redo.mutate({ key }),
  isLost: isConnectionLost,
  now: Date.now,
  newKey: () => crypto.randomUUID(),
});

/** Joins the queue to the connection, the project and the status line; called once. */
export function startLabelling(): void {
  let project: string | undefined;
  const follow = () => {
    const state = session.get();
    if (state.connected) labelling.resume();
    if (state.project?.key === project) return;
    project = state.project?.key;
    labelling.reset();
    dismissNotice();
    if (project) labelling.takeUp(takeKept(project));
  };
  session.subscribe(follow);
  follow();
  // A call can be lost while the line of events stays up; asking again costs nothing when none is.
  window.setInterval(() => labelling.resume(), 2000);
  window.addEventListener('pagehide', () => keep(project, labelling.unanswered()));
  let savedAt: number | null = null;
  let message: string | null = null;
  let problem: string | null = null;
  labelling.store.subscribe(() => {
    const state = labelling.store.get();
    if (state.problem && state.problem !== problem) sayProblem(state.problem);
    else if (state.message && state.message !== message) say(state.message, true);
    problem = state.problem;
    message = state.message;
    if (state.savedAt !== null && state.savedAt !== savedAt) noteWork(state.savedAt);
    savedAt = state.savedAt;
  });
}

/** Counts the time worked and, where wished, suggests a break once it is long. */
function noteWork(at: number): void {
  const before = workTime.get();
  workTime.set(withLabelAt(before, at));
  const wanted = preferences.get().breakAfterMinutes * 60_000;
  const worked = workTime.get().sinceBreakMs;
  if (wanted === 0 || worked < wanted || before.sinceBreakMs >= wanted) return;
  say(
    `You have labelled for ${Math.round(worked / 60_000)} minutes. A short break keeps labels even.`,
  );
}

const placeOf = (project: string) => `emcurator.unanswered.${project}`;

/** Labels that a window being closed or reloaded got no answer for; the next one sends them again. */
function keep(project: string | undefined, steps: readonly LabelStep[]): void {
  if (!project || steps.length === 0) return;
  try {
    localStorage.setItem(placeOf(project), JSON.stringify(steps));
  } catch {
    // Storage may be full or forbidden; those labels were pending, and shown so.
  }
}

function takeKept(project: string): readonly LabelStep[] {
  try {
    const kept = localStorage.getItem(placeOf(project));
    localStorage.removeItem(placeOf(project));
    // `as`: written by `keep` above; the engine checks every step it is sent.
    return kept === null ? [] : (JSON.parse(kept) as LabelStep[]);
  } catch {
    return [];
  }
}
