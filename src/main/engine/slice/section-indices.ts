import type { CutMode } from '../../../shared/cut.ts';

/**
 * Indices of the cross-sections to cut along an axis: every `spacing`-th.
 *
 * `paper-exact` stays below the last plane, which the released code never uses (spec 1.6); an axis of
 * one plane gives index 0. `no-pixel-lost` always adds the last plane.
 *
 * @param length planes along the axis, >= 1
 * @param spacing >= 1
 */
export function sectionIndices(length: number, spacing: number, mode: CutMode): number[] {
  const last = length - 1;
  if (last === 0) return [0];
  const indices: number[] = [];
  for (let index = 0; index < last; index += spacing) indices.push(index);
  if (mode === 'no-pixel-lost') indices.push(last);
  return indices;
}
