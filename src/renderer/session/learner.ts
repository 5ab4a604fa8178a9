import { explain, type Outcome } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { activeJob } from './job-list.ts';
import { createStore } from './store.ts';

/** How a learner reaches the engine, the clock and the status line; replaced in tests. */
export interface LearnerDoor {
  learn(): Promise<Outcome<{ job: number }>>;
  now(): number;
  /** runs something after a while; calling what it returns calls it off */
  later(ms: number, run: () => void): () => void;
  /** of a failure: quietly, in the status line */
  say(words: string): void;
}

/** What a learner has to know of the window. */
export interface Surroundings {
  /** key of the project; null without one */
  readonly project: string | null;
  /** it may learn: switched on, in a project that can be written and has a model */
  readonly isOn: boolean;
  /** labels acknowledged since the window opened, those on their way, and when the last was saved */
  readonly labels: {
    readonly saved: number;
    readonly waiting: number;
    readonly savedAt: number | null;
  };
  readonly jobs: readonly Job[];
  /** hash of the model in force */
  readonly inForce: string | null;
}

/** A learning that this window asked for, and the model that was in force then. */
export interface OwnLearning {
  readonly job: number;
  readonly from: string | null;
}

/** Labels that are worth learning from, and the pause after the last of them: a page need not wait. */
const [enoughLabels, pauseMs] = [25, 2000];

/**
 * Decides when the model learns anew while a person labels: after each committed page, else after 25
 * labels and a pause of two seconds. It waits for any other job, and for its own last learning until that
 * brought a model into force; the checks that follow give way. A failure is said once.
 */
export function createLearner(door: LearnerDoor) {
  const store = createStore<{ own: OwnLearning | null }>({ own: null });
  let around: Surroundings | null = null;
  let learntAt = 0;
  let hasPage = false;
  let isAsking = false;
  let said: string | null = null;
  let callOff = () => {};

  function consider(): void {
    callOff();
    if (!around?.isOn || isAsking || around.labels.waiting > 0) return;
    if (!givesWay(around.jobs, store.get().own, around.inForce)) return;
    const due = dueAt(around.labels);
    if (due === null) return;
    const wait = due - door.now();
    if (wait <= 0) void start(around);
    else callOff = door.later(wait, consider);
  }

  function dueAt({ saved, savedAt }: Surroundings['labels']): number | null {
    const labels = saved - learntAt;
    if (labels > 0 && hasPage) return door.now();
    return labels >= enoughLabels ? (savedAt ?? door.now()) + pauseMs : null;
  }

  async function start({ labels, inForce }: Surroundings): Promise<void> {
    const before = { learntAt, hasPage };
    learntAt = labels.saved;
    hasPage = false;
    isAsking = true;
    try {
      const started = await door.learn();
      if (started.ok) store.set({ own: { job: started.value.job, from: inForce } });
      else if (started.failure.kind === 'job-running') {
        // Another job was quicker than its event: once it has ended the labels are still to be learnt from.
        ({ learntAt, hasPage } = before);
      } else sayOnce(explain(started.failure));
    } catch (problem) {
      sayOnce(problem instanceof Error ? problem.message : String(problem));
    }
    isAsking = false;
  }

  /** Forgets a learning that has ended, and tells why when it failed. */
  function settle({ jobs }: Surroundings): void {
    const job = jobs.find(({ id }) => id === store.get().own?.job);
    if (!job || job.state === 'running' || job.state === 'paused') return;
    store.set({ own: null });
    if (job.state === 'done') said = null;
    if (job.state === 'failed' && job.failure) sayOnce(explain(job.failure));
  }

  function sayOnce(words: string): void {
    if (words !== said) door.say(words);
    said = words;
  }

  return {
    store,
    /** Takes in how things stand now; called with every change. */
    follow(next: Surroundings): void {
      if (around && around.project !== next.project) {
        [learntAt, hasPage, said] = [0, false, null];
        store.set({ own: null });
      }
      around = next;
      learntAt = Math.min(learntAt, next.labels.saved);
      settle(next);
      consider();
    },
    /** A whole page was committed: learnt from as soon as its labels are saved. */
    committed(): void {
      hasPage = true;
      consider();
    },
  };
}

/** Whether nothing runs that a learning would have to wait for. */
function givesWay(jobs: readonly Job[], own: OwnLearning | null, inForce: string | null): boolean {
  const job = activeJob(jobs);
  // Until its own job is in the list it has only just begun.
  if (!job) return own === null;
  return own?.job === job.id && job.state === 'running' && inForce !== own.from;
}

/** What the window's own learning does: about to put a model in force, or checking the one that is. */
export function learningNow(
  jobs: readonly Job[],
  own: OwnLearning | null,
  inForce: string | null,
): { readonly isChecking: boolean; readonly stage: string } | null {
  const job = activeJob(jobs);
  if (!job || job.id !== own?.job) return null;
  return { isChecking: inForce !== own.from, stage: job.stage };
}
