import { widestRadius } from '../../shared/keep-curve.ts';

/** Where a key moves the radius that is looked at; it stays between 0 and the widest. */
export function steppedRadius(from: number, step: number): number {
  return Math.max(0, Math.min(widestRadius, Math.min(from, widestRadius) + step));
}
