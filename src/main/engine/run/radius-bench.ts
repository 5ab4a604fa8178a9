import type { Outcome } from '../../../shared/failure.ts';
import type { KeepCurves } from '../../../shared/keep-curve.ts';
import type { Started } from './answer.ts';

/** What each radius of de-duplication would keep, as the router asks for it. */
export interface RadiusBench {
  keepCurves(): Promise<Outcome<KeepCurves>>;
  startCurves(): Started;
}
