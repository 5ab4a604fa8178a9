import type { Outcome } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import type { Client } from './client.ts';

type Start = () => Promise<Outcome<{ job: number }>>;

/**
 * Starts a job and waits for its end, whatever the end is.
 *
 * @param watch called with the job each time it changes.
 * @param interrupted asks the engine to end the job; what is finished stays, and the same command goes on.
 * @returns the ended job, or the failure that kept it from starting.
 */
export async function followJob(
  client: Client,
  start: Start,
  watch: (job: Job) => void,
  interrupted: AbortSignal,
): Promise<Outcome<Job>> {
  const news = jobNews(client);
  try {
    const started = await start();
    if (!started.ok) return started;
    const id = started.value.job;
    const cancel = () => void client.jobs.cancel.mutate({ id, keep: true }).catch(news.stop);
    interrupted.addEventListener('abort', cancel, { once: true });
    if (interrupted.aborted) cancel();
    const ended = news.endOf(id, watch);
    // A short job may have ended before its first event could arrive.
    for (const job of await client.jobs.list.query()) news.tell(job);
    const job = await ended;
    interrupted.removeEventListener('abort', cancel);
    return { ok: true, value: job };
  } finally {
    news.unsubscribe();
  }
}

/** The engine's job events, kept from before the job starts so that none is missed. */
function jobNews(client: Client) {
  const newest = new Map<number, Job>();
  let listener: (job: Job) => void = () => {};
  let reject: (problem: unknown) => void = () => {};
  const tell = (job: Job) => {
    newest.set(job.id, job);
    listener(job);
  };
  const stop = (problem: unknown) => reject(problem);
  const subscription = client.events.subscribe(undefined, {
    onData: (event) => event.kind === 'job' && tell(event.job),
    onError: stop,
  });
  return {
    tell,
    stop,
    unsubscribe: () => subscription.unsubscribe(),
    endOf(id: number, watch: (job: Job) => void): Promise<Job> {
      return new Promise((resolve, fail) => {
        reject = fail;
        listener = (job) => {
          if (job.id !== id) return;
          watch(job);
          if (job.state !== 'running' && job.state !== 'paused') resolve(job);
        };
        const known = newest.get(id);
        if (known) listener(known);
      });
    },
  };
}
