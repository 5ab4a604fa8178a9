import type { Job } from '../../shared/job.ts';
import type { EngineEvent, Project } from '../../shared/project.ts';
import { engine, onConnection } from '../bridge.ts';
import { withJob } from './job-list.ts';
import { createStore } from './store.ts';

/** What the whole window knows of the engine. `revision` grows when fetched answers may be out of date. */
export const session = createStore<{
  project: Project | null;
  jobs: readonly Job[];
  connected: boolean;
  loaded: boolean;
  provider: string | null;
  revision: number;
}>({ project: null, jobs: [], connected: true, loaded: false, provider: null, revision: 0 });

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
    const [project, jobs] = await Promise.all([
      engine.project.current.query(),
      engine.jobs.list.query(),
    ]);
    session.set({ project, jobs, loaded: true });
    touch();
    const { provider } = await engine.execution.query();
    session.set({ provider });
  } catch {
    // The connection's own listener asks again; what is shown stays.
  }
}

/** A project that a call returned: shown before its event arrives. */
export function enterProject(project: Project | null): void {
  session.set({ project });
  touch();
}

function receive(event: EngineEvent): void {
  if (event.kind === 'project') {
    enterProject(event.project);
    return;
  }
  const before = session.get().jobs.find((job) => job.id === event.job.id);
  session.set({ jobs: withJob(session.get().jobs, event.job) });
  if (before?.state !== event.job.state || before.stage !== event.job.stage) touch();
}

let touching = 0;

/** At most four times a second, so that a job's progress never floods the engine with questions. */
function touch(): void {
  if (touching) return;
  touching = window.setTimeout(() => {
    touching = 0;
    session.set({ revision: session.get().revision + 1 });
  }, 250);
}
