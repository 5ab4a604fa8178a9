import { type Difference, patchChangeWords } from '../../shared/difference.ts';
import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { engine } from '../bridge.ts';
import { counted, grouped } from '../element/numbers.ts';
import { Problem } from '../element/problem.tsx';
import { useAnswer } from '../session/use-answer.ts';
import { ExportProgress } from './export-progress.tsx';
import styles from './export-screen.module.css';

/** A comparison under way, or what it found. */
export function DifferenceNote({ job }: { job: Job }) {
  if (job.state === 'running' || job.state === 'paused') return <ExportProgress job={job} />;
  if (job.failure && job.state !== 'failed') return null;
  return (
    <div className={styles['outcome']} role="status">
      {job.failure ? <Problem words={explain(job.failure)} /> : null}
      {job.result ? (
        <p>
          {job.title}: {job.result}
        </p>
      ) : null}
      {job.state === 'done' ? <Details job={job.id} /> : null}
    </div>
  );
}

const mostRows = 100;

/** The engine remembers what the last comparison found, and no other. */
function Details({ job }: { job: number }) {
  const found = useAnswer(() => engine.datasets.difference.query({ job }), [job], 'sources').value;
  if (!found || found.equal) return null;
  const count = found.patches.length + found.settings.length;
  return (
    <details>
      <summary>{counted(count, 'difference')}</summary>
      <ul>
        {found.settings.slice(0, mostRows).map(({ where, a, b }) => (
          <li key={where.join('.')}>
            <span className={styles['folder']}>{where.join('.')}</span>{' '}
            <span className={styles['quiet']}>
              {a ?? 'not there'}; {b ?? 'not there'}
            </span>
          </li>
        ))}
        {found.patches.slice(0, mostRows).map((patch) => (
          <PatchLine key={JSON.stringify([patch.a, patch.b])} patch={patch} />
        ))}
      </ul>
      {count > mostRows ? (
        <p className={styles['quiet']}>and {grouped(count - mostRows)} more</p>
      ) : null}
    </details>
  );
}

function PatchLine({ patch }: { patch: Difference['patches'][number] }) {
  const side = patch.a ?? patch.b;
  if (!side) return null;
  const { box } = side;
  const place = `${side.source}, ${side.volume} ${side.plane} ${side.index}, rows ${box.y0} to ${box.y1}, columns ${box.x0} to ${box.x1}`;
  return (
    <li>
      <span className={styles['folder']}>{place}</span>{' '}
      <span className={styles['quiet']}>
        {patch.changes.map((change) => patchChangeWords[change]).join(', ')}
      </span>
    </li>
  );
}
