import type { KeepCurveView } from '../../shared/keep-curve-figure.ts';
import { createStore } from '../session/store.ts';

/** What is looked at of the curves, found again on coming back. */
export interface RadiusState {
  /** null looks at the radius in force */
  readonly chosen: number | null;
  readonly as: KeepCurveView['as'];
}

export const firstRadius: RadiusState = { chosen: null, as: 'patches' };

export const radiusState = createStore<RadiusState>(firstRadius);
