import { outcome } from '../../../shared/failure.ts';
import { keepCurves } from '../../../shared/keep-curve.ts';
import { ask, started, t } from './procedures.ts';

/** What each radius of de-duplication would keep, before one is chosen. */
export const radiusRouter = t.router({
  curves: ask.output(outcome(keepCurves)).query(({ ctx }) => ctx.bench.keepCurves()),
  /** Works out what is missing of the curves. */
  start: ask.output(started).mutation(({ ctx }) => ctx.bench.startCurves()),
});
