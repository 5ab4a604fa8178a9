import { Button } from '@mantine/core';
import type { Job } from '../../shared/job.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { durationText } from '../element/numbers.ts';
import { jobProgress } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import own from './yield.module.css';

/** Cross-sections being scored: how far it is, and a way to stop it. */
export function YieldProgress({ job }: { job: Job }) {
  const share = jobProgress(job);
  return (
    <div className={own['progress']} role="status">
      <span>
        {job.state === 'paused' ? 'Paused' : 'Scoring cross-sections'}
        {job.stage ? `: ${job.stage}` : ''}
      </span>
      <span className={own['track']}>
        <Bar fraction={share} tone="progress" label="Scoring cross-sections" />
      </span>
      <span>
        {share === null ? '' : `${Math.round(share * 100)}%`}
        {job.etaSeconds === null ? '' : `, ${durationText(job.etaSeconds)} left`}
      </span>
      <Button
        size="compact-xs"
        onClick={() => void attempt(engine.jobs.cancel.mutate({ id: job.id }))}
      >
        Cancel
      </Button>
    </div>
  );
}
