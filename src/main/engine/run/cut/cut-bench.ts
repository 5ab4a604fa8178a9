import type { CutRecord } from '../../../../shared/cut-record.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { Changed, Started } from '../answer.ts';

/** The cuts of a project. */
export interface CutBench {
  listCuts(): Promise<Outcome<CutRecord[]>>;
  useCut(id: number): Changed;
  startRemovingCut(id: number): Started;
}
