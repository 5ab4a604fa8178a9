import { engine } from '../bridge.ts';
import { activeJob, busyWords, latestJob } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';

/** The curves as far as they are counted, the job that counts them, and what keeps a job from starting. */
export function useCurves() {
  const jobs = useStore(session, (state) => state.jobs);
  const isReadOnly = useStore(session, (state) => state.project?.readOnly ?? true);
  const last = latestJob(jobs, ['curve']);
  const active = activeJob(jobs);
  const answer = useAnswer(
    () => engine.radius.curves.query(),
    [last?.id ?? 0, last?.state ?? ''],
    'sources',
  );
  const blocked = isReadOnly
    ? 'This project is open read-only: nothing can be counted or changed.'
    : busyWords(jobs);
  const failure = last?.failure && last.failure.kind !== 'cancelled' ? last.failure : null;
  return {
    curves: answer.value,
    problem: answer.problem,
    again: answer.again,
    /** under way now */
    counting: active?.kind === 'curve' ? active : null,
    /** why the last count ended early */
    failure: active?.kind === 'curve' ? null : failure,
    blocked,
    count: () => void attempt(engine.radius.start.mutate()),
    keep: (hammingLimit: number) => void attempt(engine.jobs.run.mutate({ hammingLimit })),
    keepAnew: () => void attempt(engine.jobs.run.mutate({ regroup: true })),
  };
}
