import type { Job } from '../../shared/job.ts';

/** The list with this job put in or replaced, newest first. */
export function withJob(jobs: readonly Job[], changed: Job): readonly Job[] {
  return [changed, ...jobs.filter((job) => job.id !== changed.id)].sort((a, b) => b.id - a.id);
}

/** The job that is under way, if any. */
export function activeJob(jobs: readonly Job[]): Job | null {
  return jobs.find((job) => job.state === 'running' || job.state === 'paused') ?? null;
}

/** The newest job of one of these kinds, if any. */
export function latestJob(jobs: readonly Job[], kinds: readonly Job['kind'][]): Job | null {
  return jobs.find((job) => kinds.includes(job.kind)) ?? null;
}

/** Done fraction, 0 to 1; null while the total is unknown. */
export function jobProgress(job: Job): number | null {
  return job.total > 0 ? Math.min(1, job.done / job.total) : null;
}
