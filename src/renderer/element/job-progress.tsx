import { Button } from '@mantine/core';
import type { Job } from '../../shared/job.ts';
import { Bar } from './bar.tsx';
import styles from './job-progress.module.css';
import { durationText } from './numbers.ts';

/** What is being done where its result will be, how far it is, and a way to stop it. */
export function JobProgress(props: {
  /** what is being done: "Making the map" */
  readonly words: string;
  readonly job: Job;
  readonly onCancel: () => void;
}) {
  const { words, job } = props;
  const share = job.total > 0 ? Math.min(1, job.done / job.total) : null;
  return (
    <div className={styles['progress']} role="status">
      <span>
        {job.state === 'paused' ? 'Paused' : words}
        {job.stage ? `: ${job.stage}` : ''}
      </span>
      <span className={styles['track']}>
        <Bar fraction={share} tone="progress" label={words} />
      </span>
      <span className={styles['quiet']}>
        {share === null ? '' : `${Math.round(share * 100)}%`}
        {job.etaSeconds === null ? '' : `, ${durationText(job.etaSeconds)} left`}
      </span>
      <Button size="compact-xs" onClick={props.onCancel}>
        Cancel
      </Button>
    </div>
  );
}
