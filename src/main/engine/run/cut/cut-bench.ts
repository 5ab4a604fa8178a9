import type { Changed, Started } from '../../../../shared/answer.ts';
import type { CutRecord } from '../../../../shared/cut-record.ts';
import type { Outcome } from '../../../../shared/failure.ts';

/** The cuts of a project. */
export interface CutBench {
  listCuts(): Promise<Outcome<CutRecord[]>>;
  useCut(id: number): Changed;
  startRemovingCut(id: number): Started;
}
