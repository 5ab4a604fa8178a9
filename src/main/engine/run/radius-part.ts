import { succeed } from '../../../shared/failure.ts';
import { keepCurvesOf } from './keep-curve-report.ts';
import { workOutCurves } from './keep-curves.ts';
import type { RadiusBench } from './radius-bench.ts';
import type { Parts } from './workbench-parts.ts';

/** What each radius of de-duplication would keep. */
export function radiusPart({ desk: { readLater }, tasks, job }: Parts): RadiusBench {
  return {
    keepCurves: () => readLater(async (session) => succeed(await keepCurvesOf(session))),
    startCurves: () =>
      job(
        'curve',
        'Count what each radius keeps',
        (session) => (context) => workOutCurves(session, tasks, context),
      ),
  };
}
