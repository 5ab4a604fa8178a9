import { succeed } from '../../../../shared/failure.ts';
import { pairEstimate } from '../pair/pair-estimate.ts';
import { exportPairs, importPairs } from '../pair/pair-files.ts';
import { markPair } from '../pair/pair-marks.ts';
import { pairPage } from '../pair/pair-queue.ts';
import type { Parts } from '../workbench-parts.ts';
import { keepCurvesOf } from './keep-curve-report.ts';
import { workOutCurves } from './keep-curves.ts';
import type { RadiusBench } from './radius-bench.ts';

/** What each radius of de-duplication would keep, and how often pairs at each distance show the same. */
export function radiusPart({ desk, tasks, job, allowed }: Parts): RadiusBench {
  const { readLater, write, writeLater } = desk;
  return {
    keepCurves: () => readLater(async (session) => succeed(await keepCurvesOf(session))),
    startCurves: () =>
      job(
        'curve',
        'Count what each radius keeps',
        (session) => (context) => workOutCurves(session, tasks, context),
      ),
    nextPairs: (asked) => readLater(async (session) => succeed(await pairPage(session, asked))),
    markPair: (mark) => write((session) => markPair(session, mark)),
    pairEstimate: () => readLater(async (session) => succeed(await pairEstimate(session))),
    async exportPairs(file) {
      const path = await allowed(file);
      return path.ok ? readLater((session) => exportPairs(session, path.value)) : path;
    },
    async importPairs(file) {
      const path = await allowed(file);
      return path.ok ? writeLater((session) => importPairs(session, path.value)) : path;
    },
  };
}
