import type { AgreementReport, MergePlan } from '../../../../shared/agreement.ts';
import type { Changed } from '../../../../shared/answer.ts';
import type { Outcome } from '../../../../shared/failure.ts';

/** Labels of several people, as the router asks for them. */
export interface AgreementBench {
  agreement(): Outcome<AgreementReport>;
  planMerge(folder: string): Promise<Outcome<MergePlan>>;
  mergeLabels(folder: string, fingerprint: string): Promise<Changed>;
}
