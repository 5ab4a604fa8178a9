import { Button, CopyButton } from '@mantine/core';
import { explain, succeed } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import type { ExportRecord } from '../../shared/project.ts';
import { engine } from '../bridge.ts';
import { bytesText, counted, dateText } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { askForFiles } from '../session/file-question.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { DifferenceNote } from './difference-note.tsx';
import { ExportProgress } from './export-progress.tsx';
import styles from './export-screen.module.css';

const titleId = 'written-sets';

/** Brings the list into view and the keyboard with it. */
export function goToWritten(): void {
  const title = document.getElementById(titleId);
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}

/** Data sets written so far, each with what its last check found. */
export function WrittenSets({ isBusy }: { isBusy: boolean }) {
  const jobs = useStore(session, (state) => state.jobs);
  const written = useAnswer(() => engine.exports.list.query(), []);
  const formats = useAnswer(
    async () => succeed(await engine.exports.formats.query()),
    [],
    'sources',
  );
  const titleOf = (name: string) =>
    formats.value?.find((each) => each.name === name)?.title ?? name;
  const records = written.value ?? [];
  const other = jobs.find((job) => job.kind === 'verify' && !records.some(isCheckOf(job)));
  return (
    <section aria-labelledby={titleId}>
      <header className={styles['title']}>
        <h2 id={titleId} tabIndex={-1}>
          Written data sets
        </h2>
        <Button variant="subtle" disabled={isBusy} onClick={() => void verifyOther()}>
          Verify another folder…
        </Button>
      </header>
      {written.problem ? <Problem words={written.problem} /> : null}
      {other ? <Check job={other} withTitle /> : null}
      {records.length === 0 ? <p className={styles['quiet']}>None yet.</p> : null}
      <ul>
        {records.map((record) => (
          <Written
            key={record.id}
            record={record}
            formatTitle={titleOf(record.format)}
            check={jobs.find((job) => isCheckOf(job)(record))}
            comparison={jobs.find((job) => isComparisonOf(job, record))}
            isBusy={isBusy}
          />
        ))}
      </ul>
    </section>
  );
}

function Written(props: {
  readonly record: ExportRecord;
  readonly formatTitle: string;
  readonly check: Job | undefined;
  readonly comparison: Job | undefined;
  readonly isBusy: boolean;
}) {
  const { record, check } = props;
  const facts = [
    props.formatTitle,
    record.plan === null ? record.set : `${record.set}, plan ${record.plan}`,
    counted(record.patches, 'patch', 'patches'),
    bytesText(record.bytes),
    dateText(record.at),
    `manifest ${record.manifestSha256.slice(0, 12)}`,
  ];
  return (
    <li className={styles['record']}>
      <div className={styles['recordLine']}>
        <div>
          <p className={styles['folder']}>{record.folder}</p>
          <p className={styles['quiet']}>{facts.join(', ')}</p>
        </div>
        <div className={styles['buttons']}>
          <CopyPath path={record.folder} />
          <Button
            variant="subtle"
            color="gray"
            disabled={props.isBusy}
            aria-label={`Compare… ${record.folder}`}
            onClick={() => void compare(record.folder)}
          >
            Compare…
          </Button>
          <Button
            disabled={props.isBusy}
            aria-label={`Verify ${record.folder}`}
            onClick={() => verify(record.folder)}
          >
            Verify
          </Button>
        </div>
      </div>
      {check ? <Check job={check} /> : null}
      {props.comparison ? <DifferenceNote job={props.comparison} /> : null}
    </li>
  );
}

function CopyPath({ path }: { path: string }) {
  return (
    <CopyButton value={path}>
      {({ copied, copy }) => (
        <Button
          variant="subtle"
          color="gray"
          aria-label={`${copied ? 'Copied' : 'Copy path'} ${path}`}
          onClick={copy}
        >
          {copied ? 'Copied' : 'Copy path'}
        </Button>
      )}
    </CopyButton>
  );
}

/** Jobs carry no folder but in their title, which the engine makes of it. */
const isCheckOf = (job: Job) => (record: ExportRecord) =>
  job.kind === 'verify' && job.title === `Verify ${record.folder}`;

const isComparisonOf = (job: Job, { folder }: ExportRecord): boolean =>
  job.kind === 'diff' && job.title.startsWith(`Compare ${folder} and `);

const mostRows = 50;

/** A check under way, or what it found: the first file that differs, then the others. */
function Check({ job, withTitle }: { job: Job; withTitle?: boolean }) {
  if (job.state === 'running' || job.state === 'paused') return <ExportProgress job={job} />;
  if (job.state === 'cancelled' || job.state === 'interrupted') return null;
  const when = job.finishedAt === null ? '' : `Verified ${dateText(job.finishedAt)}.`;
  // The first problem is in the list below, in full.
  const result = job.report.length > 0 ? job.result?.split(' The first: ')[0] : job.result;
  const words = [withTitle ? `${job.title}:` : '', when, job.failure ? '' : result];
  const left = job.report.length - mostRows;
  return (
    <div className={styles['outcome']} role="status">
      <p>{words.filter(Boolean).join(' ')}</p>
      {job.failure ? <Problem words={explain(job.failure)} /> : null}
      {job.report.slice(0, mostRows).map((row) => (
        <Problem key={explain(row.failure)} words={explain(row.failure)} />
      ))}
      {left > 0 ? <p className={styles['quiet']}>and {counted(left, 'more', 'more')}</p> : null}
    </div>
  );
}

/** With another data set, or with a project as it is now. */
async function compare(folder: string): Promise<void> {
  const paths = await askForFiles({
    title: 'Compare with a data set or a project',
    choose: 'dataset',
    action: 'Compare',
  });
  const b = paths?.[0];
  if (b) await attempt(engine.datasets.compare.mutate({ a: folder, b }));
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
