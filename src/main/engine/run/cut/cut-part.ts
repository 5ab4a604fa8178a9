import { succeed } from '../../../../shared/failure.ts';
import type { Parts } from '../workbench-parts.ts';
import type { CutBench } from './cut-bench.ts';
import { listCuts, removeCut, useCut } from './cuts.ts';

/** The cuts of a project: listed, put in force, removed. */
export function cutPart({ desk: { readLater, write }, job }: Parts): CutBench {
  return {
    listCuts: () => readLater(async (session) => succeed(await listCuts(session))),
    useCut: (id) => write((session) => useCut(session, id)),
    startRemovingCut: (id) =>
      job('remove-cut', 'Remove a cut', (session) => (context) => removeCut(session, id, context)),
  };
}
