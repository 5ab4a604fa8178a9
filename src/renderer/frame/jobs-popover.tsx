import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { counted, dateText, durationText } from '../element/numbers.ts';
import { useCommands } from '../session/commands.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import styles from './jobs-popover.module.css';

const mostRows = 200;

/** The last jobs with what they came to, and every remark that they made. */
export function JobsPopover() {
  const jobs = useStore(session, (state) => state.jobs);
  const [opened, setOpened] = useState(false);
  useCommands([
    {
      title: 'Last jobs and their reports',
      group: 'Project',
      keys: ['j'],
      run: () => setOpened((before) => !before),
    },
  ]);
  if (jobs.length === 0) return null;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top-end"
      trapFocus
      returnFocus
      width={560}
    >
      <Popover.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {counted(jobs.length, 'job')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Last jobs">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled list must be reachable by keyboard. */}
        <ul className={styles['jobs']} tabIndex={0} aria-label="Last jobs">
          {jobs.map((job) => (
            <JobRow key={job.id} job={job} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

const stateWords: Readonly<Record<Job['state'], string>> = {
  running: 'running',
  paused: 'paused',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
  interrupted: 'interrupted: start it again to go on',
};

function JobRow({ job }: { job: Job }) {
  const words = job.failure && job.state !== 'cancelled' ? explain(job.failure) : job.result;
  const took = job.finishedAt === null ? null : (job.finishedAt - job.startedAt) / 1000;
  const left = job.report.length - mostRows;
  return (
    <li className={styles['job']}>
      <p className={styles['title']}>
        <span title={job.title}>{job.title}</span>
        <span className={styles['quiet']}>{dateText(job.startedAt)}</span>
      </p>
      <p className={styles['quiet']}>
        <span data-failed={job.state === 'failed' || undefined}>{stateWords[job.state]}</span>
        {took !== null && took >= 1 ? ` in ${durationText(took)}` : ''}
      </p>
      {words ? <p className={styles['words']}>{words}</p> : null}
      {job.report.length > 0 ? (
        <details>
          <summary>{counted(job.report.length, 'remark')}</summary>
          <ul className={styles['remarks']}>
            {job.report.slice(0, mostRows).map((row) => (
              <li key={`${row.item} ${row.failure.kind}`}>{explain(row.failure)}</li>
            ))}
          </ul>
          {left > 0 ? <p className={styles['quiet']}>and {counted(left, 'more', 'more')}</p> : null}
        </details>
      ) : null}
    </li>
  );
}
