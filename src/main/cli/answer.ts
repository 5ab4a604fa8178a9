import { explain } from '../../shared/failure.ts';
import type { Job } from '../../shared/job.ts';
import { exitCodeOfJob } from './exit-code.ts';
import { counted } from './quantity.ts';

/** What a command found or did, in both its forms. */
export interface Answer {
  /** the one document that `--json` prints */
  readonly json: object;
  /** what is printed otherwise; no line end */
  readonly text: string;
  readonly exitCode: number;
}

const rowsShown = 20;

/** The answer of a command that ran a job: its sentence, then the report's rows. */
export function jobAnswer(job: Job, more: { json?: object; text?: string } = {}): Answer {
  const report = job.report.map((row) => ({ ...row, sentence: explain(row.failure) }));
  const failure = job.failure ? { failure: job.failure, sentence: explain(job.failure) } : {};
  const left = report.length - rowsShown;
  const text = [
    job.failure ? explain(job.failure) : job.result,
    ...report.slice(0, rowsShown).map(({ item, sentence }) => `  ${withItem(item, sentence)}`),
    left > 0 ? `  ... and ${counted(left, 'more row')}; --json has them all.` : null,
    more.text,
  ];
  return {
    json: { job: { ...job, report }, ...failure, ...more.json },
    text: text.filter((line) => line !== null && line !== undefined && line !== '').join('\n'),
    exitCode: exitCodeOfJob(job),
  };
}

// Most sentences begin with the path they are about; saying it twice helps nobody.
function withItem(item: string, sentence: string): string {
  return sentence.includes(item) ? sentence : `${item}: ${sentence}`;
}
