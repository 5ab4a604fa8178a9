import type { Changed, Started } from '../../../../shared/answer.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { KeepCurves } from '../../../../shared/keep-curve.ts';
import type { PairEstimate, PairMark, PairPage, PairQueue } from '../../../../shared/pair.ts';

/** What each radius of de-duplication would keep, and how often pairs at each distance show the same. */
export interface RadiusBench {
  keepCurves(): Promise<Outcome<KeepCurves>>;
  startCurves(): Started;
  nextPairs(asked: PairQueue & { from: number; count: number }): Promise<Outcome<PairPage>>;
  markPair(mark: PairMark): Changed;
  pairEstimate(): Promise<Outcome<PairEstimate>>;
  exportPairs(file: string): Promise<Outcome<{ pairs: number }>>;
  importPairs(file: string): Promise<Changed>;
}
