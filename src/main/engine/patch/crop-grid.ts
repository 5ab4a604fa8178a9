import type { CutMode } from '../../../shared/cut.ts';
import type { Box } from '../../../shared/patch.ts';

/** A half-open stretch of one axis: start <= i < end. */
export type Span = readonly [start: number, end: number];

/**
 * The boxes a cross-section is cropped into, row by row.
 *
 * - `paper-exact` (spec 1.7): no overlap; a last box may be smaller, or its pixels dropped.
 * - `no-pixel-lost`: every pixel in a box; only the last box of an axis overlaps the one before.
 *
 * An axis shorter than a patch gives one box of its own length in both modes.
 *
 * @param height rows of the cross-section, > 0
 * @param width columns of the cross-section, > 0
 * @param patchSize edge of a patch in pixels, > 0
 */
export function cropGrid(
  height: number,
  width: number,
  patchSize: number,
  mode: CutMode,
): readonly Box[] {
  const columns = cropSpans(width, patchSize, mode);
  return cropSpans(height, patchSize, mode).flatMap(([y0, y1]) =>
    columns.map(([x0, x1]) => ({ y0, y1, x0, x1 })),
  );
}

/** The stretches that one axis of a cross-section is cropped into: its grid is those of its two axes. */
export function cropSpans(length: number, patchSize: number, mode: CutMode): readonly Span[] {
  return spans[mode](length, patchSize);
}

const spans: { readonly [M in CutMode]: (length: number, patchSize: number) => Span[] } = {
  'paper-exact': (length, patchSize) =>
    Array.from({ length: Math.max(1, roundHalfToEven(length / patchSize)) }, (_, i) => [
      i * patchSize,
      Math.min((i + 1) * patchSize, length),
    ]),
  'no-pixel-lost': (length, patchSize) => {
    if (length < patchSize) return [[0, length]];
    return Array.from({ length: Math.ceil(length / patchSize) }, (_, i) => {
      const start = Math.min(i * patchSize, length - patchSize);
      return [start, start + patchSize];
    });
  },
};

/** Python's `round`: `Math.round` would give 3 for 2.5 where the paper's code gives 2. */
function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
