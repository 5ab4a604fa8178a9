import type { Job } from '../../shared/job.ts';
import { session } from './project-session.ts';

/** Waits until a job has ended, however it does. */
export function jobEnd(id: number): Promise<Job> {
  return new Promise((resolve) => {
    const look = () => {
      const job = session.get().jobs.find((each) => each.id === id);
      if (!job || job.finishedAt === null) return false;
      stop();
      resolve(job);
      return true;
    };
    const stop = session.subscribe(look);
    look();
  });
}
