import { succeed } from '../../../../shared/failure.ts';
import type { Parts } from '../workbench-parts.ts';
import type { AgreementBench } from './agreement-bench.ts';
import { agreementReport } from './agreement-report.ts';
import { mergeLabels, planMerge } from './merge-labels.ts';

/** Labels of several people. */
export function agreementPart({ desk, allowed }: Parts): AgreementBench {
  return {
    agreement: () => desk.read((session) => succeed(agreementReport(session))),
    async planMerge(folder) {
      const path = await allowed(folder);
      return path.ok ? desk.read((session) => planMerge(session, path.value)) : path;
    },
    async mergeLabels(folder, fingerprint) {
      const path = await allowed(folder);
      if (!path.ok) return path;
      return desk.writeLater((session) => mergeLabels(session, path.value, fingerprint));
    },
  };
}
