import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { Bar } from '../element/bar.tsx';
import { Problem } from '../element/problem.tsx';
import { activeJob, jobProgress, latestJob } from '../session/job-list.ts';
import styles from './classifier-screen.module.css';

/** The job of these kinds that is under way, or why the last of them failed. */
export function JobLine(props: {
  readonly jobs: readonly Job[];
  readonly kinds: readonly Job['kind'][];
}) {
  const active = activeJob(props.jobs);
  if (active && props.kinds.includes(active.kind)) return <Progress job={active} />;
  const failure = latestJob(props.jobs, props.kinds)?.failure;
  return failure && failure.kind !== 'cancelled' ? <Problem words={explain(failure)} /> : null;
}

function Progress({ job }: { job: Job }) {
  const state = job.state === 'paused' ? 'paused' : job.stage;
  return (
    <div className={styles['job']} role="status">
      <span>
        {job.title}: {state}
      </span>
      <Bar fraction={jobProgress(job)} tone="progress" label={`${job.title}, ${job.stage}`} />
    </div>
  );
}
