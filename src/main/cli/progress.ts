import type { Job } from '../../shared/job.ts';
import { bytes, count, duration } from './quantity.ts';

/** Where progress goes. */
export interface ProgressScreen {
  /** one redrawn line when true, plain lines when false */
  readonly redraws: boolean;
  readonly columns: number;
  write(text: string): void;
  /** milliseconds; only differences matter */
  now(): number;
}

export interface ProgressView {
  update(job: Job): void;
  /** Clears the redrawn line, so that what follows starts on an empty one. */
  end(): void;
}

const redrawEveryMs = 100;
const lineEveryMs = 5000; // a log of an hour's run stays readable

/** Shows a job's progress: one redrawn line on a terminal, few plain lines elsewhere. */
export function showProgress(screen: ProgressScreen): ProgressView {
  let shownAt = Number.NEGATIVE_INFINITY;
  let shownStage = '';
  let drawn = false;
  return {
    update(job) {
      const isNewStage = job.stage !== shownStage;
      const wait = screen.redraws ? redrawEveryMs : lineEveryMs;
      if (!isNewStage && screen.now() - shownAt < wait) return;
      if (job.stage === '') return;
      shownAt = screen.now();
      shownStage = job.stage;
      drawn = true;
      screen.write(
        screen.redraws ? `\r${progressBar(job, screen.columns)}\x1b[K` : `${plainProgress(job)}\n`,
      );
    },
    end() {
      if (drawn && screen.redraws) screen.write('\r\x1b[K');
      drawn = false;
    },
  };
}

/** One line for a log: "cut and hash: 1,204 of 2,310 patches (52 %), 312 per second, 4 s left". */
export function plainProgress(job: Job): string {
  if (job.total <= 0) return job.stage;
  if (job.done === 0) return `${job.stage}: ${amount(job)}`;
  const details = [`${amount(job)} (${percentDone(job)} %)`, ...pace(job)];
  return `${job.stage}: ${details.join(', ')}`;
}

/** One line of at most `columns` characters with a bar: "cut and hash [####....]  52 %  ...". */
export function progressBar(job: Job, columns: number): string {
  if (job.total <= 0) return job.stage.slice(0, columns - 1);
  const cells = 20;
  const full = Math.round((cells * Math.min(job.done, job.total)) / job.total);
  const bar = `[${'#'.repeat(full)}${'.'.repeat(cells - full)}]`;
  const percent = `${percentDone(job)} %`.padStart(5);
  const line = [`${job.stage} ${bar} ${percent}`, amount(job), ...pace(job)].join('  ');
  // The last column is left free: some terminals wrap when it is written.
  return line.slice(0, columns - 1);
}

function amount({ done, total, unit }: Job): string {
  if (done === 0) return unit === 'bytes' ? bytes(total) : `${count(total)} ${unit}`;
  if (unit === 'bytes') return `${bytes(done)} of ${bytes(total)}`;
  return `${count(done)} of ${count(total)} ${unit}`;
}

function percentDone({ done, total }: Job): number {
  // Rounded down, so that 100 % means finished.
  return Math.floor((100 * Math.min(done, total)) / total);
}

function pace({ rate, etaSeconds, unit }: Job): string[] {
  const parts: string[] = [];
  if (rate !== null) parts.push(`${unit === 'bytes' ? bytes(rate) : count(rate)} per second`);
  if (etaSeconds !== null) parts.push(`${duration(etaSeconds)} left`);
  return parts;
}
