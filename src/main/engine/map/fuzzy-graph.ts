import type { NeighbourLists } from './neighbour-lists.ts';

/** Who is joined to whom, in both directions, and how surely. */
export interface FuzzyGraph {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** membership, above 0 and at most 1 */
  readonly weight: Float64Array;
}

/**
 * The fuzzy simplicial set of the rows: each row measures distance so that its nearest neighbour is at
 * zero and its memberships sum to log2 of their number; an edge is there if either end says so.
 *
 * @see McInnes, Healy, Melville, "UMAP" (arXiv 1802.03426), algorithms 2 and 3.
 */
export function fuzzyGraph(lists: NeighbourLists): FuzzyGraph {
  const { size, rows } = lists;
  const member = memberships(lists);
  const from: number[] = [];
  const to: number[] = [];
  const weight: number[] = [];
  for (let at = 0; at < rows.length; at++) {
    const row = Math.floor(at / size);
    const other = rows[at] ?? -1;
    if (other < 0) continue;
    const back = rows.subarray(other * size, (other + 1) * size).indexOf(row);
    // An edge that both ends name is written when its lower end is met.
    if (back >= 0 && other < row) continue;
    const here = member[at] ?? 0;
    const there = back < 0 ? 0 : (member[other * size + back] ?? 0);
    const joined = here + there - here * there;
    if (!(joined > 0)) continue;
    from.push(row, other);
    to.push(other, row);
    weight.push(joined, joined);
  }
  return {
    from: Uint32Array.from(from),
    to: Uint32Array.from(to),
    weight: Float64Array.from(weight),
  };
}

/** How surely each row calls each of its neighbours one, in the order of the lists. */
function memberships({ size, squares }: NeighbourLists): Float64Array {
  const member = new Float64Array(squares.length);
  const distances = squares.map(Math.sqrt);
  const mean = meanOfFinite(distances);
  for (let start = 0; start < distances.length; start += size) {
    const own = distances.subarray(start, start + size);
    const nearest = own.find((distance) => distance > 0) ?? 0;
    const beyond = own.map((distance) => Math.max(0, distance - nearest));
    const scale = Math.max(scaleFor(beyond, Math.log2(size)), smallestScale * mean);
    // Rows that are all the same are surely neighbours, whatever the scale.
    for (let i = 0; i < own.length; i++) {
      member[start + i] = beyond[i] === 0 ? 1 : Math.exp(-(beyond[i] ?? 0) / scale);
    }
  }
  return member;
}

/** Keeps the scale from vanishing in dense places, as a share of the mean distance (algorithm 3's remark). */
const smallestScale = 1e-3;

/** The scale at which exp(-distance / scale) sums to `wanted`, found by halving. */
function scaleFor(beyond: Float64Array, wanted: number): number {
  let [low, high, scale] = [0, Number.POSITIVE_INFINITY, 1];
  for (let step = 0; step < 64; step++) {
    let sum = 0;
    for (const distance of beyond) sum += Math.exp(-distance / scale);
    if (Math.abs(sum - wanted) < 1e-5) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Number.POSITIVE_INFINITY ? scale * 2 : (low + high) / 2;
  }
  return scale;
}

function meanOfFinite(distances: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const distance of distances) {
    if (distance === Number.POSITIVE_INFINITY) continue;
    sum += distance;
    count++;
  }
  return sum / Math.max(1, count);
}
