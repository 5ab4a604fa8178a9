import { engine } from '../bridge.ts';
import { activeJob, latestJob } from '../session/job-list.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { ExportEnding, ExportProgress } from './export-progress.tsx';
import { UnfinishedNote } from './unfinished-export.tsx';

/** The export under way, or what the last one came to, or one that was cut off. */
export function ExportWork({ isBusy }: { isBusy: boolean }) {
  const jobs = useStore(session, (state) => state.jobs);
  const unfinished = useAnswer(() => engine.exports.unfinished.query(), []);
  const active = activeJob(jobs);
  if (active?.kind === 'export') return <ExportProgress job={active} />;
  if (unfinished.value) {
    return (
      <UnfinishedNote unfinished={unfinished.value} isBusy={isBusy} onChange={unfinished.again} />
    );
  }
  const last = latestJob(jobs, ['export']);
  return last ? <ExportEnding job={last} /> : null;
}
