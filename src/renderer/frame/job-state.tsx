import { Button } from '@mantine/core';
import type { Job } from '../../shared/job.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { bytesText, durationText, grouped } from '../element/numbers.ts';
import { jobProgress } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import styles from './status-line.module.css';

/** The job under way: what it does, how far it is, and how to hold or end it. */
export function JobState({ job }: { job: Job }) {
  const isPaused = job.state === 'paused';
  const eta = job.etaSeconds === null ? '' : `, ${durationText(job.etaSeconds)} left`;
  return (
    <span className={styles['job']}>
      <span className={styles['words']} title={`${job.title}: ${job.stage}`}>
        {job.title}: {isPaused ? 'paused' : job.stage}
      </span>
      <span className={styles['bar']}>
        <Bar fraction={jobProgress(job)} tone="progress" label={job.title} />
      </span>
      <span className={styles['amount']}>
        {amountText(job)}
        {isPaused ? '' : eta}
      </span>
      <JobButton
        title={isPaused ? 'Resume' : 'Pause'}
        job={job}
        ask={isPaused ? engine.jobs.resume : engine.jobs.pause}
      />
      <JobButton title="Cancel" job={job} ask={engine.jobs.cancel} />
    </span>
  );
}

function JobButton(props: {
  readonly title: string;
  readonly job: Job;
  readonly ask: typeof engine.jobs.cancel;
}) {
  const { job } = props;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      aria-label={`${props.title}: ${job.title}`}
      onClick={() => void attempt(props.ask.mutate({ id: job.id }))}
    >
      {props.title}
    </Button>
  );
}

function amountText({ done, total, unit }: Job): string {
  if (total <= 0) return '';
  if (unit === 'per cent') return `${Math.round(done)}%`;
  const show = unit === 'bytes' ? bytesText : (count: number) => grouped(Math.round(count));
  return `${show(done)} of ${show(total)}${unit === 'bytes' ? '' : ` ${unit}`}`;
}
