import type { Job } from '../../shared/job.ts';

/** The list with this job put in or replaced, newest first. */
export function withJob(jobs: readonly Job[], changed: Job): readonly Job[] {
  return [changed, ...jobs.filter((job) => job.id !== changed.id)].sort((a, b) => b.id - a.id);
}

/**
 * A list that was asked for, with what events told since: the answer and the events come on two lines,
 * so that either may be the older. A job that has ended never runs again.
 */
export function withHeard(listed: readonly Job[], heard: readonly Job[]): readonly Job[] {
  return heard.reduce((jobs, job) => {
    const other = jobs.find(({ id }) => id === job.id);
    return other && !isUnderWay(other) && isUnderWay(job) ? jobs : withJob(jobs, job);
  }, listed);
}

/** The job that is under way, if any. */
export function activeJob(jobs: readonly Job[]): Job | null {
  return jobs.find(isUnderWay) ?? null;
}

/** Why nothing else can be started; null when something can. */
export function busyWords(jobs: readonly Job[]): string | null {
  const job = activeJob(jobs);
  return job
    ? `“${job.title}” is under way. Wait for its end, or cancel it in the status line.`
    : null;
}

const isUnderWay = ({ state }: Job): boolean => state === 'running' || state === 'paused';

/** The newest job of one of these kinds, if any. */
export function latestJob(jobs: readonly Job[], kinds: readonly Job['kind'][]): Job | null {
  return jobs.find((job) => kinds.includes(job.kind)) ?? null;
}

/** Done fraction, 0 to 1; null while the total is unknown. */
export function jobProgress(job: Job): number | null {
  return job.total > 0 ? Math.min(1, job.done / job.total) : null;
}
