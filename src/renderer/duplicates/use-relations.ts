import { useEffect } from 'react';
import { engine } from '../bridge.ts';
import { activeJob, busyWords, latestJob } from '../session/job-list.ts';
import { attempt } from '../session/notice.ts';
import { session } from '../session/project-session.ts';
import { useStore } from '../session/store.ts';
import { useAnswer } from '../session/use-answer.ts';
import { relationsState } from './relations-state.ts';
import { useUndone } from './use-undone.ts';

/** The relations as listed, the job that compares sources, and a way to start it. */
export function useRelations() {
  const all = useStore(relationsState, (state) => state.all);
  const jobs = useStore(session, (state) => state.jobs);
  const readOnly = useStore(session, (state) => state.project?.readOnly ?? false);
  const last = latestJob(jobs, ['relate']);
  const active = activeJob(jobs);
  const running = active?.kind === 'relate' ? active : null;
  const keys = [all, last?.id ?? 0, last?.finishedAt ?? 0];
  const list = useAnswer(() => engine.relations.list.query({ all, count: mostListed }), keys);
  useUndone(list.again);
  const report = list.value;
  const found = report?.relations.length ?? 0;
  useEffect(() => {
    const { at } = relationsState.get();
    if (report && at >= found) relationsState.set({ at: Math.max(0, found - 1) });
  }, [report, found]);
  const failure =
    last?.failure && !running && last.failure.kind !== 'cancelled' ? last.failure : null;
  const few =
    report && report.sources < 2 ? 'Sources are compared with each other: add another.' : null;
  return {
    report,
    problem: list.problem,
    again: list.again,
    running,
    failure,
    readOnly,
    blocked: readOnly ? readOnlyWords : (busyWords(jobs) ?? few),
    compare: () => void attempt(engine.relations.start.mutate()),
  };
}

/** Rows of the list; the matrix shows all. */
const mostListed = 500;

/** Why nothing can be judged or compared. */
export const readOnlyWords = 'The project is open read-only, so nothing can be changed.';

export type RelationsAnswer = ReturnType<typeof useRelations>;
