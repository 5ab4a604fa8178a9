import { Button } from '@mantine/core';
import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import type { ExportRecord } from '../../shared/project.ts';
import { engine } from '../bridge.ts';
import { bytesText, counted, dateText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { askForFiles } from '../session/file-question.ts';
import { latestJob } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import styles from './export-screen.module.css';

/** Data sets written so far, each with what its last check found. */
export function WrittenSets(props: {
  readonly records: readonly ExportRecord[];
  readonly jobs: readonly Job[];
  readonly isBusy: boolean;
}) {
  const { records, jobs, isBusy } = props;
  const exported = latestJob(jobs, ['export']);
  const other = jobs.find((job) => job.kind === 'verify' && !records.some(isCheckOf(job)));
  return (
    <section>
      <header className={styles['title']}>
        <h2>Written data sets</h2>
        <Button variant="subtle" disabled={isBusy} onClick={() => void verifyOther()}>
          Verify another folder…
        </Button>
      </header>
      {exported ? <Ending job={exported} /> : null}
      {other ? <Ending job={other} withTitle /> : null}
      {records.length === 0 ? <p className={styles['quiet']}>None yet.</p> : null}
      <ul>
        {records.map((record) => (
          <li key={record.id} className={styles['record']}>
            <div>
              <p className={styles['folder']}>{record.folder}</p>
              <p className={styles['quiet']}>
                {record.set}, {counted(record.patches, 'patch', 'patches')},{' '}
                {bytesText(record.bytes)}, {dateText(record.at)}, manifest{' '}
                {record.manifestSha256.slice(0, 12)}
              </p>
              <Check job={jobs.find((job) => isCheckOf(job)(record))} />
            </div>
            <Button
              disabled={isBusy}
              aria-label={`Verify ${record.folder}`}
              onClick={() => verify(record.folder)}
            >
              Verify
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Check({ job }: { job: Job | undefined }) {
  return job ? <Ending job={job} when={job.finishedAt} /> : null;
}

/** Jobs carry no folder but in their title, which the engine makes of it. */
const isCheckOf = (job: Job) => (record: ExportRecord) =>
  job.kind === 'verify' && job.title === `Verify ${record.folder}`;

function Ending({ job, withTitle, when }: { job: Job; withTitle?: boolean; when?: number | null }) {
  if (job.state === 'running' || job.state === 'paused' || job.state === 'cancelled') return null;
  const words = [withTitle ? `${job.title}:` : '', when ? `Verified ${dateText(when)}.` : ''];
  return (
    <div className={styles['outcome']} role="status">
      {job.failure ? (
        <Problem words={explain(job.failure)} />
      ) : (
        <p>{[...words, job.result].filter(Boolean).join(' ')}</p>
      )}
      {job.report.slice(0, 50).map((row) => (
        <Problem key={`${row.item} ${row.failure.kind}`} words={explain(row.failure)} />
      ))}
      {job.report.length > 50 ? (
        <p className={styles['quiet']}>and {counted(job.report.length - 50, 'more', 'more')}</p>
      ) : null}
    </div>
  );
}

const verify = (folder: string) => void attempt(engine.exports.verify.mutate({ folder }));

async function verifyOther(): Promise<void> {
  const paths = await askForFiles({
    title: 'Verify an exported data set or a project',
    choose: 'dataset',
    action: 'Verify',
  });
  if (paths?.[0]) verify(paths[0]);
}
