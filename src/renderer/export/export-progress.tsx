import { Button } from '@mantine/core';
import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { engine } from '../bridge.ts';
import { Bar } from '../element/bar.tsx';
import { bytesText, durationText, grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { jobProgress } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import styles from './export-screen.module.css';

/** An export (or a check) under way: how far it is, how long it takes, and how to hold or end it. */
export function ExportProgress({ job }: { job: Job }) {
  const isPaused = job.state === 'paused';
  const change = (ask: typeof engine.jobs.pause) => void attempt(ask.mutate({ id: job.id }));
  return (
    <section className={styles['progress']} aria-label={job.title}>
      <div className={styles['line']}>
        <p role="status" aria-live="off">
          {job.title}: {isPaused ? 'paused' : job.stage || 'starting'}
        </p>
        <p className={styles['amount']}>{amountWords(job)}</p>
        <Button
          onClick={() => change(isPaused ? engine.jobs.resume : engine.jobs.pause)}
          aria-label={`${isPaused ? 'Resume' : 'Pause'}: ${job.title}`}
        >
          {isPaused ? 'Resume' : 'Pause'}
        </Button>
        <Button
          variant="subtle"
          color="gray"
          onClick={() => change(engine.jobs.cancel)}
          aria-label={`Cancel: ${job.title}`}
        >
          Cancel
        </Button>
      </div>
      <Bar fraction={jobProgress(job)} tone="progress" label={`${job.title}, ${job.stage}`} />
    </section>
  );
}

function amountWords({ done, total, unit, etaSeconds, rate, state }: Job): string {
  if (total <= 0) return '';
  const show = unit === 'bytes' ? bytesText : (count: number) => grouped(Math.round(count));
  const amount = `${show(done)} of ${show(total)}${unit === 'bytes' ? '' : ` ${unit}`}`;
  if (state === 'paused') return amount;
  const speed = rate === null ? '' : `, ${show(rate)} a second`;
  const left = etaSeconds === null ? '' : `, ${durationText(etaSeconds)} left`;
  return `${amount}${speed}${left}`;
}

/** What an export that ended came to. */
export function ExportEnding({ job }: { job: Job }) {
  if (job.state === 'running' || job.state === 'paused' || job.state === 'cancelled') return null;
  if (job.failure) return <Problem words={explain(job.failure)} />;
  return job.result ? (
    <p className={styles['ending']} role="status">
      {job.result}
    </p>
  ) : null;
}
