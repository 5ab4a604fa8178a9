import type { Job } from '../../shared/job.ts';
import type { EngineEvent, Execution, Project } from '../../shared/project.ts';
import { engine, onConnection } from '../bridge.ts';
import { withHeard, withJob } from './job-list.ts';
import { isLabelsAlone } from './labels-alone.ts';
import { createStore } from './store.ts';

/**
 * What the whole window knows of the engine. `revision` grows when fetched answers may be out of date,
 * `sourcesRevision` only when more than labels changed: a label must not make every screen ask anew.
 */
export const session = createStore<{
  project: Project | null;
  jobs: readonly Job[];
  connected: boolean;
  loaded: boolean;
  execution: Execution | null;
  revision: number;
  sourcesRevision: number;
}>({
  project: null,
  jobs: [],
  connected: true,
  loaded: false,
  execution: null,
  revision: 0,
  sourcesRevision: 0,
});

/** Starts listening to the engine; called once. */
export function startSession(): void {
  let wasLost = false;
  onConnection((connected) => {
    session.set({ connected });
    if (connected && wasLost) void refresh();
    wasLost = !connected;
  });
  engine.events.subscribe(undefined, { onData: receive });
  void refresh();
}

/** Asks again for everything that events keep up to date. */
export async function refresh(): Promise<void> {
  try {
    const [project, jobs] = await Promise.all([engine.project.current.query(), askForJobs()]);
    session.set({ project, ...(jobs ? { jobs } : {}), loaded: true });
    touch();
    session.set({ execution: await engine.execution.query() });
  } catch {
    // The connection's own listener asks again; what is shown stays.
  }
}

/** A project that a call returned: shown before its event arrives. */
export function enterProject(project: Project | null): void {
  const before = session.get().project;
  session.set({ project });
  touch(!isLabelsAlone(before, project));
  // Jobs are a project's own, but for the one that runs.
  if (before?.key !== project?.key) {
    askForJobs()
      .then((jobs) => jobs && session.set({ jobs }))
      .catch(() => undefined); // asked again once the connection is back
  }
}

/** What events told of jobs since their list was last asked for, oldest first. */
let heard: readonly Job[] = [];
let listing = 0;

/** The list of jobs as it is by now; null when it was asked for again meanwhile. */
async function askForJobs(): Promise<readonly Job[] | null> {
  const turn = ++listing;
  heard = [];
  const listed = await engine.jobs.list.query();
  return turn === listing ? withHeard(listed, heard) : null;
}

function receive(event: EngineEvent): void {
  if (event.kind === 'project') {
    enterProject(event.project);
    return;
  }
  heard = [...heard.filter(({ id }) => id !== event.job.id), event.job];
  const before = session.get().jobs.find((job) => job.id === event.job.id);
  session.set({ jobs: withJob(session.get().jobs, event.job) });
  if (before?.state !== event.job.state || before.stage !== event.job.stage) touch();
}

let touching = 0;
let touchesSources = false;

/** At most four times a second, so that a job's progress never floods the engine with questions. */
function touch(sources = true): void {
  touchesSources ||= sources;
  if (touching) return;
  touching = window.setTimeout(() => {
    const { revision, sourcesRevision } = session.get();
    session.set({
      revision: revision + 1,
      sourcesRevision: touchesSources ? sourcesRevision + 1 : sourcesRevision,
    });
    touching = 0;
    touchesSources = false;
  }, 250);
}
