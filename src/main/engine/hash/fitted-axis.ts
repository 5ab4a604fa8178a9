import { resampleTaps, type Tap } from '../kernel/resample-taps.ts';

/** A half-open stretch of an axis: start <= i < end. */
export type Span = readonly [start: number, end: number];

/**
 * An axis whose boxes are all as long as a patch: a shorter box is resized, as Pillow resizes a patch
 * before it is hashed, and lies behind the pixels of the axis.
 */
export interface FittedAxis {
  /** pixels without the resized box */
  readonly length: number;
  /** with it */
  readonly fitted: number;
  /** where each box begins */
  readonly starts: readonly number[];
  /** the box that is resized; at most one of an axis has another length than a patch */
  readonly odd: {
    readonly start: number;
    readonly length: number;
    readonly taps: readonly Tap[];
  } | null;
}

/** @param spans boxes within 0..length, none longer than a patch and at most one shorter. */
export function fittedAxis(length: number, spans: readonly Span[], patchSize: number): FittedAxis {
  const shorter = spans.filter(([start, end]) => end - start !== patchSize);
  const [short] = shorter;
  if (shorter.length > 1) throw new RangeError(`${shorter.length} boxes are no whole patches`);
  if (!short) return { length, fitted: length, starts: spans.map(([start]) => start), odd: null };
  const [start, end] = short;
  return {
    length,
    fitted: length + patchSize,
    starts: spans.map((span) => (span === short ? length : span[0])),
    odd: { start, length: end - start, taps: resampleTaps(end - start, patchSize, 'bilinear') },
  };
}
