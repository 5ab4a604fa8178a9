import { Button } from '@mantine/core';
import type { Job } from '../../shared/job.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { durationText } from '../element/numbers.ts';
import { jobProgress } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import styles from './map-part.module.css';

/** The map being made: how far it is, and a way to stop it. */
export function MapProgress({ job }: { job: Job }) {
  const share = jobProgress(job);
  return (
    <div className={styles['progress']} role="status">
      <span>
        {job.state === 'paused' ? 'Paused' : 'Making the map'}
        {job.stage ? `: ${job.stage}` : ''}
      </span>
      <span className={styles['track']}>
        <Bar fraction={share} tone="progress" label="Making the map" />
      </span>
      <span className={styles['quiet']}>
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
