import type { Changed } from '../../../../shared/answer.ts';
import type {
  LabelCounts,
  LabelReceipt,
  LabelRequest,
  PastDecision,
  Place,
} from '../../../../shared/decision.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { LabelImportPlan } from '../../../../shared/label-file.ts';
import type { LabelGoal, LabelProgress } from '../../../../shared/progress.ts';
import type { Imported, ImportRequest } from './import-labels.ts';
import type { ExportRequest } from './label-files.ts';

/** Labels by hand, as the router asks for them. */
export interface LabelBench {
  applyLabels(request: LabelRequest): Outcome<LabelReceipt>;
  undo(key: string | null): Promise<Outcome<LabelReceipt>>;
  redo(key: string | null): Promise<Outcome<LabelReceipt>>;
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
  planLabelImport(file: string, labels: string | null): Promise<Outcome<LabelImportPlan>>;
  importLabels(request: ImportRequest): Promise<Outcome<Imported>>;
  exportLabels(request: ExportRequest): Promise<Outcome<{ labels: number }>>;
}
