import { type CutSettings, cutSettings } from '../../../shared/cut.ts';
import { type Failure, fail, type Outcome, succeed } from '../../../shared/failure.ts';
import type { Job } from '../../../shared/job.ts';
import type { Funnel, Project } from '../../../shared/project.ts';
import { troubleOf } from '../catalog/catalog-trouble.ts';
import type { JobStore } from '../job/job-runner.ts';
import type { StagePace } from '../job/progress-clock.ts';
import { funnelSteps, projectOf } from './funnel.ts';
import { createSession } from './project/create-project.ts';
import { rememberProject } from './project/recent-projects.ts';
import { openSession, projectFolder, type Session } from './project/session.ts';
import { rememberRate } from './stage-rates.ts';
import { inBreaths } from './turn/breath.ts';

/** Holds the one open project of this engine, and lets nobody write to one that is closed or read-only. */
export interface SessionDesk {
  session(): Session | null;
  project(): Project | null;
  settings(): CutSettings;
  /** Here and in `open`: the project that is open stays so until another one is. */
  create(folder: string, refuse?: Refuse): Promise<Outcome<Project>>;
  /** @param refuse asked at the last moment, for a job may have begun in the open project meanwhile */
  open(folder: string, readOnly: boolean, refuse?: Refuse): Promise<Outcome<Project>>;
  close(): Promise<void>;
  /** Whether this very project is the open one, in this way. */
  isOpen(folder: string, readOnly: boolean): boolean;
  read<T>(work: (session: Session) => Outcome<T>): Outcome<T>;
  write<T>(work: (session: Session) => Outcome<T>): Outcome<T>;
  readLater<T>(work: (session: Session) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  writeLater<T>(work: (session: Session) => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /** Tells listeners of the project soon; many changes make one message. */
  changed(): void;
  /** After work that wrote much: gives back the disk that the write-ahead log took. */
  foldLog(): void;
  jobStore(): JobStore;
  recentJobs(running: Job | null): Job[];
}

/** Why the open project cannot be closed now; null where it can. */
export type Refuse = () => Failure | null;

const tellAfterMs = 250;
const jobsShown = 20;

export function openDesk(
  options: { shell: string; configFolder: string },
  tell: () => void,
): SessionDesk {
  let session: Session | null = null;
  let unstoredJob = 0;
  const unstored = { nextId: () => ++unstoredJob, save: () => {} };

  const changed = soonOnce(tell);
  const inTurn = oneByOne();
  /** The project that is open stays so while the other one is read. */
  const take = async (opened: Outcome<Session>, refuse: Refuse): Promise<Outcome<Project>> => {
    if (!opened.ok) return opened;
    const next = opened.value;
    const read = await readWhole(next);
    const refusal = refuse();
    if (refusal) {
      await next.close();
      return fail(refusal);
    }
    await close();
    session = next;
    const project = read.ok ? whenOpen(opened, startWork) : read;
    if (project.ok) await rememberProject(options.configFolder, session.folder);
    else await close();
    changed();
    return project;
  };
  const close = async () => {
    const closing = session;
    session = null;
    await closing?.close();
    changed();
  };
  const isOpen = (folder: string, readOnly: boolean): boolean =>
    session !== null && session.readOnly === readOnly && session.folder === projectFolder(folder);
  const readable = (): Outcome<Session> =>
    session ? succeed(session) : fail({ kind: 'project-not-open' });
  const writable = (): Outcome<Session> => {
    if (session?.readOnly) return fail({ kind: 'project-read-only', folder: session.folder });
    return readable();
  };
  const noted = <T>(outcome: Outcome<T>) => {
    if (outcome.ok) changed();
    return outcome;
  };

  return {
    session: () => session,
    project: () => (session ? projectOf(session) : null),
    settings: () => session?.settings() ?? cutSettings.parse({}),
    create: (folder, refuse = never) =>
      inTurn(() => take(createSession(folder, options.shell), refuse)),
    open: (folder, readOnly, refuse = never) =>
      inTurn(async () => {
        if (session && isOpen(folder, readOnly)) return succeed(projectOf(session));
        // Our own lock would keep us out.
        if (isOpen(folder, !readOnly)) {
          const refusal = refuse();
          if (refusal) return fail(refusal);
          await close();
        }
        return take(openSession(folder, options.shell, readOnly), refuse);
      }),
    close: () => inTurn(close),
    isOpen,
    read: (work) => whenOpen(readable(), work),
    write: (work) => noted(whenOpen(writable(), work)),
    readLater: (work) => whileOpen(readable(), () => session, work),
    writeLater: async (work) => noted(await whileOpen(writable(), () => session, work)),
    changed,
    foldLog: () => void (session && foldLog(session)),
    jobStore: () => (session && !session.readOnly ? storeOf(session) : unstored),
    recentJobs: (running) => recentJobs(session, running),
  };
}

function recentJobs(session: Session | null, running: Job | null): Job[] {
  const stored = session ? session.catalog.jobs.recent(jobsShown) : [];
  const others = stored.filter((job) => job.id !== running?.id);
  return running ? [running, ...others] : [...others];
}

const never: Refuse = () => null;

/** Its exemplars, and what is counted of it: whatever is worked out once, while nobody works in it yet. */
const readWhole = (session: Session): Promise<Outcome<Funnel>> =>
  sayingTrouble(session.folder, async () => {
    await session.loadColumns();
    return succeed(await inBreaths(funnelSteps(session)));
  });

/** Does one thing after another: two that open a project at once would shut each other out. */
function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => {});
    return next;
  };
}

/** Calls of one moment make one call, a little later. */
function soonOnce(act: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      try {
        act();
      } catch (error) {
        console.error(error);
      }
    }, tellAfterMs);
  };
}

/** Turns an error that the disk or a damaged database caused into its failure; others stay errors. */
export async function sayingTrouble<T>(
  folder: string,
  work: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error, folder);
    if (trouble) return fail(trouble);
    throw error;
  }
}

/** What cannot be had of a project that was closed meanwhile is no fault of the program. */
async function whileOpen<T>(
  open: Outcome<Session>,
  current: () => Session | null,
  work: (session: Session) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  if (!open.ok) return open;
  try {
    return await sayingTrouble(open.value.folder, () => work(open.value));
  } catch (error) {
    if (open.value !== current()) return fail({ kind: 'project-not-open' });
    throw error;
  }
}

/** Damage can show at any query; then it is a failure like others, not a fault of the program. */
function whenOpen<T>(open: Outcome<Session>, work: (session: Session) => Outcome<T>): Outcome<T> {
  if (!open.ok) return open;
  try {
    return work(open.value);
  } catch (error) {
    const trouble = troubleOf(error, open.value.folder);
    if (trouble) return fail(trouble);
    throw error;
  }
}

function storeOf({ catalog, folder }: Session): JobStore {
  return {
    keepPace: (pace) => keepRate(catalog, folder, pace),
    nextId: () => catalog.jobs.nextId(),
    save: (record) => saveJob(catalog, folder, record),
  };
}

/** On a full disk the log stays: nothing is lost by that. */
function foldLog({ catalog, folder, readOnly }: Session): void {
  if (readOnly) return;
  try {
    catalog.foldLog();
  } catch (error) {
    if (!troubleOf(error, folder)) throw error;
  }
}

/** A rate that cannot be kept makes the next forecast worse, and nothing else. */
function keepRate(catalog: Session['catalog'], folder: string, pace: StagePace): void {
  try {
    rememberRate(catalog, pace);
  } catch (error) {
    if (!troubleOf(error, folder)) throw error;
  }
}

/** A record is history alone: a full disk must end neither the job nor the program over it. */
function saveJob(catalog: Session['catalog'], folder: string, record: Job): void {
  try {
    catalog.commitUnit(() => catalog.jobs.save(record));
  } catch (error) {
    if (!troubleOf(error, folder)) throw error;
  }
}

function startWork(session: Session): Outcome<Project> {
  if (!session.readOnly) afterOpening(session);
  return succeed(projectOf(session));
}

/** What ran when the program last stopped was interrupted; and a copy of the database is made. */
function afterOpening({ catalog, folder }: Session): void {
  for (const job of catalog.jobs.recent(jobsShown)) {
    if (job.state !== 'running' && job.state !== 'paused') continue;
    saveJob(catalog, folder, { ...job, state: 'interrupted', finishedAt: Date.now() });
  }
  // A backup that fails (a full disk, say) must not keep the project shut.
  void catalog.backUp().catch(() => {});
}
