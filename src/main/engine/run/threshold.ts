import type { Session } from './session.ts';

/** Kept when score > threshold; 0.5 until somebody chooses another (spec 3.2). */
export function thresholdOf(session: Session): number {
  const chosen = session.catalog.settings.get('threshold');
  return chosen === null ? 0.5 : Number(chosen);
}
