import { xorshift32 } from '../kernel/xorshift32.ts';
import { type Interval, percentileInterval, quantile } from './bootstrap.ts';

/** Scores and features of patches of one source. */
export interface SourceRows {
  readonly source: number;
  /** count x width, row-major */
  readonly rows: Float32Array;
}

/** How far a source's patches lie from the labelled ones. */
export interface SourceDrift {
  readonly source: number;
  /** patches that it was measured on */
  readonly patches: number;
  /** Kolmogorov-Smirnov distance, 0..1, mean over the columns */
  readonly distance: number;
  /** distances (middle 95 %) that as many patches have when they come from where the labelled ones do */
  readonly expected: Interval;
  /** distance above the median of what was expected; the rank */
  readonly excess: number;
  /** share of such draws that are as far away or further, above 0 */
  readonly probability: number;
  /** worth labelling some of: at most one in twenty of the sources so called is expected to be wrong */
  readonly isDrifted: boolean;
}

export interface DriftOptions {
  readonly seed: number;
  /** permutations a source, 999 unless given */
  readonly rounds?: number;
  /** most patches drawn of a source, and of the labelled ones: 500 unless given */
  readonly most?: number;
}

/**
 * Sources by how much their patches differ from those labelled, the most different first.
 *
 * Kolmogorov-Smirnov's distance needs no scale, so scores and features may stand side by side. Small
 * samples lie far apart by chance: each source is held against shuffles of its own patches and the
 * labelled ones, whole rows, so that columns may depend on each other.
 *
 * @param labelled count x width, row-major; the same columns as the sources' rows.
 * @returns no entry for a source without patches, and none without labels; rows that hold a value
 * that is not a number are left out.
 * @see Smirnov 1939; Benjamini and Hochberg 1995 for calling many sources at once
 */
export function rankDrift(
  labelled: Float32Array,
  sources: readonly SourceRows[],
  width: number,
  { seed, rounds = 999, most = 500 }: DriftOptions,
): readonly SourceDrift[] {
  const random = xorshift32(seed);
  const reference = drawRows(labelled, width, most, random.next());
  const found: SourceDrift[] = [];
  for (const { source, rows } of sources) {
    const drawn = drawRows(rows, width, most, random.next());
    if (drawn.length === 0 || reference.length === 0) continue;
    found.push({ source, ...driftOf(reference, drawn, width, rounds, random.next()) });
  }
  return calledTogether(found).sort((a, b) => b.excess - a.excess);
}

/**
 * Rows to look at instead of all, every row equally likely, so that a million need not be read.
 *
 * @returns `most` different rows below `count`, or all of them, ascending.
 * @see Knuth, "The art of computer programming" 3.4.2, selection sampling
 */
export function sampleRows(count: number, most: number, seed: number): Uint32Array {
  const { below } = xorshift32(seed);
  const size = Math.min(count, most);
  const chosen = new Uint32Array(size);
  let taken = 0;
  for (let row = 0; taken < size; row++) {
    if (below(count - row) < size - taken) chosen[taken++] = row;
  }
  return chosen;
}

function drawRows(rows: Float32Array, width: number, most: number, seed: number): Float32Array {
  const whole: number[] = [];
  for (let row = 0; row * width < rows.length; row++) {
    if (!rows.subarray(row * width, (row + 1) * width).some(Number.isNaN)) whole.push(row);
  }
  const chosen = sampleRows(whole.length, most, seed);
  const drawn = new Float32Array(chosen.length * width);
  chosen.forEach((place, i) => {
    const at = (whole[place] ?? 0) * width;
    drawn.set(rows.subarray(at, at + width), i * width);
  });
  return drawn;
}

type Measured = Omit<SourceDrift, 'source'>;

function driftOf(
  reference: Float32Array,
  drawn: Float32Array,
  width: number,
  rounds: number,
  seed: number,
): Measured {
  const patches = drawn.length / width;
  const members = new Uint8Array((reference.length + drawn.length) / width);
  members.fill(1, reference.length / width);
  const columns = orderedColumns(reference, drawn, width);
  const distance = meanDistance(columns, members, patches);
  const { below } = xorshift32(seed);
  const shuffled = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    shuffle(members, below);
    shuffled[round] = meanDistance(columns, members, patches);
  }
  // The patches as they are count as one of the draws, so that no probability is 0.
  const asFar = shuffled.filter((one) => one >= distance).length + 1;
  const expected = percentileInterval(shuffled);
  return {
    patches,
    distance,
    expected,
    excess: distance - quantile(shuffled, 0.5),
    probability: asFar / (rounds + 1),
    isDrifted: false,
  };
}

/** One column of both samples in ascending order. */
interface OrderedColumn {
  readonly rows: Uint32Array;
  /** 1 where the next value is another one */
  readonly isLastOfTies: Uint8Array;
}

function orderedColumns(
  reference: Float32Array,
  drawn: Float32Array,
  width: number,
): readonly OrderedColumn[] {
  const both = new Float32Array(reference.length + drawn.length);
  both.set(reference);
  both.set(drawn, reference.length);
  return Array.from({ length: width }, (_, column) => {
    const valueAt = (row: number) => both[row * width + column] ?? 0;
    const rows = Uint32Array.from({ length: both.length / width }, (_, i) => i);
    rows.sort((a, b) => valueAt(a) - valueAt(b));
    const isLastOfTies = Uint8Array.from(rows, (row, i) =>
      i + 1 === rows.length || valueAt(rows[i + 1] ?? 0) !== valueAt(row) ? 1 : 0,
    );
    return { rows, isLastOfTies };
  });
}

/**
 * Largest difference of the two empirical distributions, mean over columns; members are 1 of the source.
 * Counted in whole numbers, so that shuffles that are as far away are found equal.
 */
function meanDistance(
  columns: readonly OrderedColumn[],
  members: Uint8Array,
  patches: number,
): number {
  const total = members.length;
  let sum = 0;
  for (const { rows, isLastOfTies } of columns) {
    let difference = 0;
    let largest = 0;
    for (let i = 0; i < total; i++) {
      difference += (members[rows[i] ?? 0] ?? 0) * total - patches;
      if (isLastOfTies[i] === 1 && Math.abs(difference) > largest) largest = Math.abs(difference);
    }
    sum += largest;
  }
  return sum / (patches * (total - patches) * columns.length);
}

function shuffle(members: Uint8Array, below: (n: number) => number): void {
  for (let i = members.length - 1; i > 0; i--) {
    const other = below(i + 1);
    const kept = members[i] ?? 0;
    members[i] = members[other] ?? 0;
    members[other] = kept;
  }
}

/** Marks as drifted as many as keep the expected share of wrong calls at one in twenty. */
function calledTogether(found: readonly SourceDrift[]): SourceDrift[] {
  const ascending = found.map(({ probability }) => probability).sort((a, b) => a - b);
  const limit = ascending.findLast((one, i) => one <= (0.05 * (i + 1)) / ascending.length) ?? 0;
  return found.map((one) => ({ ...one, isDrifted: one.probability <= limit }));
}
