import { Button } from '@mantine/core';
import { useState } from 'react';
import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { counted } from '../element/numbers.ts';
import styles from './sources-screen.module.css';

const hidden = new Set<number>();

/** What the last job of this screen has to say: its result, and a row for each thing that went wrong. */
export function JobReport({ job }: { job: Job }) {
  const [, redraw] = useState(0);
  const isOver = job.state !== 'running' && job.state !== 'paused';
  const words = job.failure ? explain(job.failure) : job.result;
  if (hidden.has(job.id)) return null;
  if (job.report.length === 0 && (!isOver || !words)) return null;
  return (
    <section className={styles['report']} aria-label={`Report: ${job.title}`}>
      <div className={styles['reportHead']}>
        <p>{words ?? `${job.title}: ${counted(job.report.length, 'remark')} so far`}</p>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          onClick={() => {
            hidden.add(job.id);
            redraw((count) => count + 1);
          }}
        >
          Hide
        </Button>
      </div>
      <ul>
        {job.report.slice(0, 100).map((row) => (
          <li key={`${row.item} ${row.failure.kind}`}>{explain(row.failure)}</li>
        ))}
      </ul>
      {job.report.length > 100 ? (
        <p>and {counted(job.report.length - 100, 'more', 'more')}</p>
      ) : null}
    </section>
  );
}
