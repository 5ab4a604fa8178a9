import { type Watcher, watchedBy } from '../kernel/watched-work.ts';
import { xorshift32 } from '../kernel/xorshift32.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { approximateNeighbours } from './neighbour-descent.ts';
import type { NeighbourLists } from './neighbour-lists.ts';
import { principalComponents } from './principal-components.ts';
import { spreadLayout } from './spread-layout.ts';

/** Neighbours that make a row's surroundings (the paper's default). */
const neighbours = 15;
/** Up to so many rows neighbours are found exactly; above, comparing all pairs takes minutes. */
const mostExactly = 25_000;
/** Wider rows are first brought to their principal components: distances keep their meaning, cost falls. */
const mostColumns = 50;
/** Share of the time that finding neighbours takes, roughly. */
const neighbourShare = 0.4;

/** A map: where each row lies. */
export interface MapPlaces {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * A flat map on which rows that are alike lie together: uniform manifold approximation and projection.
 * Distances between far groups say little. The same rows and seed give the same bytes.
 *
 * @param rows n rows of `width` finite values, row-major, in columns of like scale; not changed
 * @param seed 32-bit
 * @throws RangeError when the lengths disagree or a value is not finite; the signal's reason once aborted
 * @see McInnes, Healy, Melville, "UMAP" (arXiv 1802.03426)
 */
export async function umap(
  rows: Float32Array,
  width: number,
  seed: number,
  watcher: Watcher = {},
): Promise<MapPlaces> {
  assertRows(rows, width);
  const tell = watchedBy(watcher);
  const count = rows.length / width;
  if (count < 3) return { x: Float32Array.from(Array(count).keys()), y: new Float32Array(count) };
  await tell(0);
  const wide = Float64Array.from(rows);
  const columns = Math.min(width, mostColumns);
  const narrow = width > columns ? principalComponents(wide, width, columns, seed) : wide;
  const lists = await neighboursOf(narrow, columns, seed, (share) => tell(share * neighbourShare));
  const places = firstPlaces(narrow, columns, seed);
  const graph = fuzzyGraph(lists);
  // As in the paper's code: large sets settle in fewer epochs, as each moves a point no less often.
  const epochs = count > 10_000 ? 200 : 500;
  await spreadLayout(places, graph, epochs, seed, (share) =>
    tell(neighbourShare + share * (1 - neighbourShare)),
  );
  watcher.progress?.(1);
  return {
    x: Float32Array.from({ length: count }, (_, i) => places[2 * i] ?? 0),
    y: Float32Array.from({ length: count }, (_, i) => places[2 * i + 1] ?? 0),
  };
}

function assertRows(rows: Float32Array, width: number): void {
  if (!(width >= 1) || rows.length % width !== 0) {
    throw new RangeError(`${rows.length} values are no rows of ${width}`);
  }
  if (!rows.every(Number.isFinite)) throw new RangeError('a row has a value that is not finite');
}

async function neighboursOf(
  rows: Float64Array,
  width: number,
  seed: number,
  tell: (share: number) => Promise<void>,
): Promise<NeighbourLists> {
  const count = rows.length / width;
  const size = Math.min(neighbours, count - 1);
  if (count <= mostExactly) return await nearestNeighbours(rows, width, size, tell);
  return await approximateNeighbours(rows, width, size, seed, tell);
}

/** Half the edge of the square that the first two principal components are brought into. */
const firstReach = 10;

/** The first two principal components, and a hair of noise that parts rows that are the same. */
function firstPlaces(rows: Float64Array, width: number, seed: number): Float64Array {
  const random = xorshift32(seed);
  const places = principalComponents(rows, width, 2, seed);
  let farthest = 0;
  for (const value of places) farthest = Math.max(farthest, Math.abs(value));
  const scale = farthest > 0 ? firstReach / farthest : 1;
  return places.map((value) => value * scale + (random.next() / 2 ** 31 - 1) * 1e-4 * firstReach);
}
