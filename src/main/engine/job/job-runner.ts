import { fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Job, JobKind, ReportRow } from '../../../shared/job.ts';
import {
  type PlannedStage,
  type ProgressClock,
  progressClock,
  type StagePace,
} from './progress-clock.ts';

/** What a running job may do: say how far it is, report what went wrong, and stop where asked. */
export interface JobContext {
  readonly signal: AbortSignal;
  /** The stages to come, so that the time left is told of all of them. */
  plan(stages: readonly PlannedStage[]): void;
  /** A new stage begins; counting starts again at zero. */
  stage(name: string, total: number, unit: string): void;
  advance(by: number): void;
  report(row: ReportRow): void;
  /** Ended by Ctrl-C, the end of the program or the closing of the project: what is done may be gone on with. */
  isClosing(): boolean;
  /** Call between units: waits while paused; false when cancelled. */
  mayGoOn(): Promise<boolean>;
}

/** The work of a job; its value is one sentence for the end. */
export type JobWork = (context: JobContext) => Promise<Outcome<string>>;

export interface JobStore {
  nextId(): number;
  save(record: Job): void;
  /** A stage has ended: what it did in what time, for the forecasts of later jobs. */
  keepPace?(pace: StagePace): void;
}

/** Runs one long operation at a time and keeps everybody informed of it. */
export interface JobRunner {
  start(kind: JobKind, title: string, work: JobWork): Outcome<{ job: number }>;
  running(): Job | null;
  /** @param keep what is done may be gone on with, as when the program ends; else it is thrown away */
  cancel(id: number, keep?: boolean): Outcome<null>;
  pause(id: number): Outcome<null>;
  resume(id: number): Outcome<null>;
  /** Cancels what runs and waits until it has stopped. */
  settle(): Promise<void>;
}

interface Running {
  record: Job;
  readonly abort: AbortController;
  readonly clock: ProgressClock;
  ended: Promise<void>;
  /** one for each part of the job that waits while it is paused */
  readonly waiting: Set<() => void>;
  isClosing: boolean;
}

/**
 * @param store where a job's record is kept; asked at each use, since projects come and go.
 * @param tell called whenever the record changes; at most five times a second while it advances.
 */
export function jobRunner(store: () => JobStore, tell: (job: Job) => void): JobRunner {
  let current: Running | null = null;

  function start(kind: JobKind, title: string, work: JobWork): Outcome<{ job: number }> {
    if (current) return fail({ kind: 'job-running', title: current.record.title });
    const running = newRunning(store().nextId(), kind, title);
    current = running;
    publish(running, true);
    running.ended = run(running, work).finally(() => {
      current = null;
      publish(running, true);
    });
    return succeed({ job: running.record.id });
  }

  function publish(running: Running, save: boolean): void {
    if (save) keep(running.record);
    tell({ ...running.record, report: [...running.record.report] });
  }

  /** A record that cannot be written (a full disk) must not stop the work it tells of. */
  function keep(record: Job): void {
    try {
      store().save(record);
    } catch (error) {
      console.error(error);
    }
  }

  function keepPace({ clock }: Running): void {
    const pace = clock.pace(Date.now());
    if (pace) store().keepPace?.(pace);
  }

  async function run(running: Running, work: JobWork): Promise<void> {
    const outcome = await outcomeOf(running, work);
    keepPace(running);
    running.record = ended(running, outcome);
  }

  async function outcomeOf(running: Running, work: JobWork): Promise<Outcome<string>> {
    try {
      return await work(contextOf(running, publish, keepPace));
    } catch (error) {
      return fail(unexpected(running.record.title, error));
    }
  }

  function change(id: number, apply: (running: Running) => void): Outcome<null> {
    if (!current || current.record.id !== id) return fail({ kind: 'job-unknown', id });
    apply(current);
    publish(current, true);
    return succeed(null);
  }

  return {
    start,
    running: () => current?.record ?? null,
    cancel: (id, keep = false) =>
      change(id, (running) => {
        running.isClosing = keep && !running.abort.signal.aborted;
        running.abort.abort();
        wake(running);
      }),
    pause: (id) => change(id, pause),
    resume: (id) => change(id, resume),
    async settle() {
      if (!current) return;
      current.isClosing ||= !current.abort.signal.aborted;
      current.abort.abort();
      wake(current);
      await current.ended;
    },
  };
}

function newRunning(id: number, kind: JobKind, title: string): Running {
  const record: Job = {
    id,
    kind,
    title,
    state: 'running',
    stage: '',
    done: 0,
    total: 0,
    unit: '',
    rate: null,
    etaSeconds: null,
    startedAt: Date.now(),
    finishedAt: null,
    report: [],
    failure: null,
    result: null,
  };
  return {
    record,
    abort: new AbortController(),
    clock: progressClock(),
    ended: Promise.resolve(),
    waiting: new Set(),
    isClosing: false,
  };
}

function ended(running: Running, outcome: Outcome<string>): Job {
  const cancelled = !outcome.ok && outcome.failure.kind === 'cancelled';
  return {
    ...running.record,
    state: outcome.ok ? 'done' : cancelled ? endOf(running) : 'failed',
    finishedAt: Date.now(),
    rate: null,
    etaSeconds: null,
    result: outcome.ok ? outcome.value : null,
    failure: outcome.ok ? null : outcome.failure,
  };
}

const endOf = ({ isClosing }: Running) => (isClosing ? 'interrupted' : 'cancelled');

function wake(running: Running): void {
  for (const goOn of running.waiting) goOn();
  running.waiting.clear();
}

const setState = (running: Running, state: Job['state']): void => {
  running.record = { ...running.record, state };
};

function pause(running: Running): void {
  running.clock.pause(Date.now());
  setState(running, 'paused');
}

function resume(running: Running): void {
  running.clock.resume(Date.now());
  setState(running, 'running');
  wake(running);
}

const publishEveryMs = 200;

function contextOf(
  running: Running,
  publish: (running: Running, save: boolean) => void,
  keepPace: (running: Running) => void,
): JobContext {
  let publishedAt = 0;
  const update = (change: Partial<Job>, now = Date.now()) => {
    running.record = { ...running.record, ...change };
    if (now - publishedAt < publishEveryMs && !('stage' in change)) return;
    publishedAt = now;
    publish(running, false);
  };
  return {
    signal: running.abort.signal,
    plan: (stages) => running.clock.plan(stages),
    stage(name, total, unit) {
      keepPace(running);
      running.clock.begin(name, total, Date.now());
      update({ stage: name, total, unit, done: 0, rate: null, etaSeconds: null });
    },
    advance(by) {
      const done = running.record.done + by;
      update({ done, ...running.clock.measure(done, Date.now()) });
    },
    report(row) {
      running.record = { ...running.record, report: [...running.record.report, row] };
      publish(running, true);
    },
    isClosing: () => running.isClosing,
    async mayGoOn() {
      while (running.record.state === 'paused' && !running.abort.signal.aborted) {
        await new Promise<void>((resolve) => running.waiting.add(resolve));
      }
      return !running.abort.signal.aborted;
    },
  };
}

/** A bug, not an expected failure: the job ends with what was thrown, and the program lives on. */
function unexpected(title: string, error: unknown) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(error);
  return { kind: 'unexpected', doing: title, reason } as const;
}
