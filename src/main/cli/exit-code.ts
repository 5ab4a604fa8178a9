import type { Failure } from '../../shared/failure.ts';
import type { Job, ReportRow } from '../../shared/job.ts';

/** What the command ended with; listed in `--help` and docs/command-line.md. */
export const exitCodes = {
  done: 0,
  someFailed: 1,
  usage: 2,
  refused: 3,
  problemsFound: 4,
  projectHeld: 5,
  internal: 6,
  interrupted: 130,
} as const;

/** The lines of `--help` on exit codes. */
export const exitCodeHelp = `Exit codes:
  0    done
  1    done, but some items failed; the report names them, the rest went on
  2    the command was not understood
  3    refused, with a sentence that says why
  4    verify or doctor found problems, or diff found differences
  5    the project is open somewhere else
  6    internal error
  130  interrupted; what was finished is kept, the same command goes on`;

/** Report rows worth knowing that are no failure of the item: it was used as it is. */
const notices: ReadonlySet<Failure['kind']> = new Set(['voxel-size-missing', 'already-added']);

/** Failures that, met while verifying, are the answer rather than a refusal. */
const findings: ReadonlySet<Failure['kind']> = new Set([
  'checksum-differs',
  'manifest-missing',
  'file-truncated',
  'project-damaged',
]);

/** Code for a request that was not met. */
export function exitCodeOfFailure(failure: Failure): number {
  if (failure.kind === 'project-held') return exitCodes.projectHeld;
  if (failure.kind === 'cancelled') return exitCodes.interrupted;
  return exitCodes.refused;
}

/** Code for a job that has ended. */
export function exitCodeOfJob(job: Job): number {
  if (job.state === 'cancelled' || job.state === 'interrupted') return exitCodes.interrupted;
  if (job.failure) {
    const found = job.kind === 'verify' && findings.has(job.failure.kind);
    return found ? exitCodes.problemsFound : exitCodeOfFailure(job.failure);
  }
  if (job.state !== 'done') return exitCodes.internal;
  if (!job.report.some(isFailed)) return exitCodes.done;
  return job.kind === 'verify' ? exitCodes.problemsFound : exitCodes.someFailed;
}

/** Whether a report row says that its item failed (and not merely something worth knowing). */
export function isFailed({ failure }: ReportRow): boolean {
  return !notices.has(failure.kind);
}
