import type { Started } from '../../../../shared/answer.ts';
import type { Difference } from '../../../../shared/difference.ts';
import type { Outcome } from '../../../../shared/failure.ts';

/** What is compared, and how. */
export interface DifferenceRequest {
  /** folders of data sets or projects */
  readonly a: string;
  readonly b: string;
  /** which patches of a project; null: those of the other side's set */
  readonly set: 'dedup' | 'curated' | null;
  /** compare pixels; of a project that reads every patch */
  readonly pixels: boolean;
  /** file to write every differing patch to; null writes none */
  readonly csv: string | null;
}

/** Data sets read back, as the router asks for it. */
export interface DatasetBench {
  startImport(dataset: string, project: string): Promise<Started>;
  startDifference(request: DifferenceRequest): Promise<Started>;
  /** What a comparison found; it is kept until the next one. */
  difference(job: number): Outcome<Difference>;
}
