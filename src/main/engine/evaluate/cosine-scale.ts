import { xorshift32 } from '../kernel/xorshift32.ts';

/** What cosine distances mean in one source: its columns' scales, and how far random pairs of it are apart. */
export interface CosineScale {
  readonly means: Float32Array;
  /** 1 / deviation; 0 for a column that never varies */
  readonly scales: Float32Array;
  /** of random pairs, rising */
  readonly distances: Float32Array;
}

/** Fewer rows tell nothing about what is usual. */
const fewestRows = 8;
const mostPairs = 2000;

/**
 * Measures what is usual among rows of one source: all pairs of them, or 2,000 drawn by a seed.
 *
 * @param rows count x width, row-major; rows of NaN are left out
 * @returns null with fewer than 8 rows
 */
export function cosineScale(all: Float32Array, width: number, seed: number): CosineScale | null {
  const starts = Array.from({ length: all.length / width }, (_, i) => i * width);
  const rows = starts
    .filter((at) => Number.isFinite(all[at]))
    .map((at) => all.subarray(at, at + width));
  if (rows.length < fewestRows) return null;
  const means = new Float32Array(width);
  const scales = new Float32Array(width);
  for (let i = 0; i < width; i++) {
    const mean = rows.reduce((sum, row) => sum + (row[i] ?? 0), 0) / rows.length;
    const square = rows.reduce((sum, row) => sum + ((row[i] ?? 0) - mean) ** 2, 0) / rows.length;
    means[i] = mean;
    scales[i] = square > 1e-12 * (1 + mean ** 2) ? 1 / Math.sqrt(square) : 0;
  }
  const scale = { means, scales, distances: new Float32Array(0) };
  const distances = randomPairs(rows.length, seed).map(([a, b]) => {
    const [one, other] = [rows[a], rows[b]];
    return one && other ? cosineDistance(scale, one, other) : Number.NaN;
  });
  return { means, scales, distances: Float32Array.from(distances).sort() };
}

function randomPairs(count: number, seed: number): readonly (readonly [number, number])[] {
  const all = (count * (count - 1)) / 2;
  if (all <= mostPairs) {
    return Array.from({ length: count }, (_, a) =>
      Array.from({ length: a }, (_unused, b) => [a, b] as const),
    ).flat();
  }
  const { below } = xorshift32(seed);
  return Array.from({ length: mostPairs }, () => {
    const a = below(count);
    const b = below(count - 1);
    return [a, b < a ? b : b + 1] as const;
  });
}

/** 1 less the cosine of the angle between two rows, centred and scaled; 0 for rows that are the same. */
export function cosineDistance(
  { means, scales }: CosineScale,
  one: Float32Array,
  other: Float32Array,
): number {
  let [dot, own, others] = [0, 0, 0];
  for (let i = 0; i < means.length; i++) {
    const a = ((one[i] ?? 0) - (means[i] ?? 0)) * (scales[i] ?? 0);
    const b = ((other[i] ?? 0) - (means[i] ?? 0)) * (scales[i] ?? 0);
    dot += a * b;
    own += a * a;
    others += b * b;
  }
  if (own === 0 || others === 0) return own === others ? 0 : 1;
  return Math.max(0, 1 - dot / Math.sqrt(own * others));
}

/** Share of random pairs that are farther apart. */
export function shareFarther({ distances }: CosineScale, distance: number): number {
  let [low, high] = [0, distances.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((distances[middle] ?? 0) > distance) high = middle;
    else low = middle + 1;
  }
  return (distances.length - low) / distances.length;
}
