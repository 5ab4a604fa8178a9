import { defectReasons } from '../../shared/decision.ts';
import { engine } from '../bridge.ts';
import { useAnswer } from '../session/use-answer.ts';

/** Defect reasons of the project, in the order of the digits. */
export function useReasons(): readonly string[] {
  return useAnswer(() => engine.labels.reasons.query(), []).value ?? defectReasons;
}
