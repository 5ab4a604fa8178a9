import { proportionInterval } from './proportion-interval.ts';

/** Patches of one source, drawn. */
export interface SourceRows {
  readonly source: number;
  /** count x width, row-major, on the same scales as the labelled rows */
  readonly rows: Float32Array;
  /** place of each among the labelled rows, or -1: a patch is not compared with itself */
  readonly labelledAt: Int32Array;
}

/** How much of a source is unlike anything that was labelled. */
export interface SourceNovelty {
  readonly source: number;
  /** share of its patches that lie farther from any labelled one than nearly all labelled ones lie from each other */
  readonly share: number;
  /** middle 95 % of the share that so many patches have when they come from where the labelled ones do */
  readonly expected: { readonly low: number; readonly high: number };
}

/** Share of labelled patches that are called unlike the other labelled ones: what chance gives. */
const byChance = 0.05;
const mostMeasured = 400;

/**
 * Sources by the share of their patches that are unlike every labelled patch, the most unlike first. A patch
 * is unlike when its distance to the nearest labelled one is above the 95th percentile of those between
 * labelled patches and their nearest other one.
 *
 * @param labelled count x width, row-major; at least two rows.
 * @returns empty with fewer. Rows that hold a value that is not a number are left out.
 * @see Angiulli and Pizzuti 2002 for the distance to the nearest neighbour as a measure of novelty
 */
export function rankNovelty(
  labelled: Float32Array,
  sources: readonly SourceRows[],
  width: number,
): readonly SourceNovelty[] {
  const count = labelled.length / width;
  if (count < 2) return [];
  const step = Math.max(1, Math.floor(count / mostMeasured));
  const own: number[] = [];
  for (let row = 0; row < count; row += step) {
    const distance = nearest(labelled.subarray(row * width, (row + 1) * width), labelled, row);
    if (Number.isFinite(distance)) own.push(distance);
  }
  own.sort((a, b) => a - b);
  const limit = own[Math.floor((1 - byChance) * own.length)] ?? Number.POSITIVE_INFINITY;
  const found = sources.flatMap(({ source, rows, labelledAt }) => {
    const distances = Array.from(labelledAt, (self, i) =>
      nearest(rows.subarray(i * width, (i + 1) * width), labelled, self),
    ).filter(Number.isFinite);
    if (distances.length === 0) return [];
    const share = distances.filter((distance) => distance > limit).length / distances.length;
    return [{ source, share, expected: expectedRange(distances.length) }];
  });
  return found.sort((a, b) => b.share - a.share || a.source - b.source);
}

/** Squared distance to the nearest of the others; not a number for a row that was not measured. */
function nearest(row: Float32Array, others: Float32Array, self: number): number {
  const width = row.length;
  if (!row.every(Number.isFinite)) return Number.NaN;
  let least = Number.POSITIVE_INFINITY;
  for (let other = 0; other * width < others.length; other++) {
    if (other === self) continue;
    let square = 0;
    for (let i = 0; i < width && square < least; i++) {
      const step = (row[i] ?? 0) - (others[other * width + i] ?? 0);
      square += step * step;
    }
    if (square < least) least = square;
  }
  return least;
}

function expectedRange(count: number): { low: number; high: number } {
  const interval = proportionInterval(Math.round(byChance * count), count);
  return { low: interval?.low ?? 0, high: interval?.high ?? 1 };
}
