import type { ExportOptions } from '../../../../shared/export.ts';
import type { JobContext } from '../../job/job-runner.ts';
import type { Session } from '../project/session.ts';
import type { TaskClient } from '../task/task-client.ts';
import type { PartialSet } from './partial-set.ts';
import type { SplitSelection } from './patch-selection.ts';
import type { PreparedExport } from './prepare-export.ts';

/** What all parts of one export share. */
export interface ExportWork {
  readonly session: Session;
  readonly tasks: TaskClient;
  readonly options: ExportOptions;
  readonly context: JobContext;
  readonly partial: PartialSet;
  readonly prepared: PreparedExport;
  readonly selection: SplitSelection;
}
