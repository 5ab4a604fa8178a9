import type { KeepCurveView } from '../../shared/keep-curve-figure.ts';
import { createStore } from '../session/store.ts';

/** What is looked at of the curves, found again on coming back; null looks at the radius in force. */
export const radiusState = createStore<{
  readonly chosen: number | null;
  readonly as: KeepCurveView['as'];
}>({ chosen: null, as: 'patches' });
