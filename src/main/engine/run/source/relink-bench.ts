import type { Started } from '../../../../shared/answer.ts';
import type { Outcome } from '../../../../shared/failure.ts';
import type { RelinkReport } from '../../../../shared/relink.ts';

/** Volumes whose files moved, as the router asks for them. */
export interface RelinkBench {
  /** @param folder to look below; null: the project's own place */
  startRelink(folder: string | null, change: boolean): Promise<Started>;
  /** What a search found; it is kept until the next one. */
  relinked(job: number): Outcome<RelinkReport>;
}
