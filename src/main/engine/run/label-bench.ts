import type {
  LabelCounts,
  LabelReceipt,
  LabelRequest,
  PastDecision,
  Place,
} from '../../../shared/decision.ts';
import type { Outcome } from '../../../shared/failure.ts';
import type { LabelGoal, LabelProgress } from '../../../shared/progress.ts';
import type { Changed } from './answer.ts';

/** Labels by hand, as the router asks for them. */
export interface LabelBench {
  applyLabels(request: LabelRequest): Outcome<LabelReceipt>;
  undo(key: string | null): Outcome<LabelReceipt>;
  redo(key: string | null): Outcome<LabelReceipt>;
  labelCounts(): Outcome<LabelCounts>;
  labelHistory(ordinal: number): Outcome<PastDecision[]>;
  reasons(): Outcome<string[]>;
  setReasons(reasons: string[]): Changed;
  labelProgress(): Outcome<LabelProgress>;
  setGoal(goal: LabelGoal): Outcome<LabelGoal>;
  place(screen: string): Outcome<Place | null>;
  rememberPlace(place: Place): Outcome<null>;
}

/** Labels from and to files, as the router asks for them. */
export interface LabelFileBench {
  importLabels(
    file: string,
    labels: string | null,
  ): Promise<Outcome<{ action: number; matched: number; changed: number; summary: string }>>;
  exportLabels(file: string, labels: string | null): Promise<Outcome<{ labels: number }>>;
}
