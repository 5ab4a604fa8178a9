import { expect, test } from 'vitest';
import { plainProgress, progressBar, showProgress } from '../../../src/main/cli/progress.ts';
import type { Job } from '../../../src/shared/job.ts';

const job: Job = {
  id: 1,
  kind: 'run',
  title: 'Run',
  state: 'running',
  stage: 'cut and hash',
  done: 1204,
  total: 2310,
  unit: 'patches',
  rate: 311.6,
  etaSeconds: 3.5,
  startedAt: 0,
  finishedAt: null,
  report: [],
  failure: null,
  result: null,
};

function screen(redraws: boolean) {
  const written: string[] = [];
  let clock = 0;
  return {
    written,
    pass: (ms: number) => {
      clock += ms;
    },
    redraws,
    columns: 120,
    write: (text: string) => void written.push(text),
    now: () => clock,
  };
}

test('a log line says stage, count, share, rate and what is left', () => {
  expect(plainProgress(job)).toBe(
    'cut and hash: 1,204 of 2,310 patches (52 %), 312 per second, 4 s left',
  );
});

test('what is not known yet is left out', () => {
  expect(plainProgress({ ...job, rate: null, etaSeconds: null })).toBe(
    'cut and hash: 1,204 of 2,310 patches (52 %)',
  );
  expect(plainProgress({ ...job, total: 0 })).toBe('cut and hash');
  expect(plainProgress({ ...job, done: 0 })).toBe('cut and hash: 2,310 patches');
});

test('bytes are shown in the unit that reads best', () => {
  const copying = { ...job, stage: 'read', unit: 'bytes', done: 1.5e9, total: 3e9, rate: 2e8 };
  expect(plainProgress({ ...copying, etaSeconds: 7.5 })).toBe(
    'read: 1.5 GB of 3.0 GB (50 %), 200.0 MB per second, 8 s left',
  );
});

test('the bar is never wider than the terminal, and 100 % means finished', () => {
  expect(progressBar(job, 120)).toBe(
    'cut and hash [##########..........]  52 %  1,204 of 2,310 patches  312 per second  4 s left',
  );
  for (const columns of [20, 40, 80]) {
    expect(progressBar(job, columns)).toHaveLength(columns - 1);
  }
  expect(progressBar({ ...job, done: 2309 }, 120)).toContain(' 99 %');
  expect(progressBar({ ...job, done: 2310 }, 120)).toContain('100 %');
});

test('without a terminal a line is written at stage changes and at most every five seconds', () => {
  const log = screen(false);
  const view = showProgress(log);
  view.update(job);
  log.pass(4999);
  view.update({ ...job, done: 1300 });
  expect(log.written).toHaveLength(1);
  log.pass(1);
  view.update({ ...job, done: 1400 });
  expect(log.written).toHaveLength(2);
  view.update({ ...job, stage: 'keep exemplars', done: 0 });
  view.end();
  expect(log.written).toHaveLength(3);
  expect(log.written.every((line) => line.endsWith('\n') && !line.includes('\r'))).toBe(true);
});

test('on a terminal one line is redrawn and cleared at the end', () => {
  const terminal = screen(true);
  const view = showProgress(terminal);
  view.update(job);
  terminal.pass(99);
  view.update(job);
  terminal.pass(1);
  view.update(job);
  view.end();
  view.end();
  expect(terminal.written).toHaveLength(3);
  expect(terminal.written[0]).toBe(`\r${progressBar(job, 120)}\x1b[K`);
  expect(terminal.written[2]).toBe('\r\x1b[K');
  expect(terminal.written.join('')).not.toContain('\n');
});
