import { type LoadedKernel, loadKernel } from './load-kernel.ts';
import { blockEdge, blockFields, edgeLimit, type LevelStatistics } from './pyramid-statistics.ts';

let shared: LoadedKernel | undefined;

interface Places {
  readonly pixels: number;
  /** two levels by turns: one is made from the other */
  readonly levels: readonly [number, number];
  readonly row: number;
  readonly counts: number;
  readonly sums: number;
  readonly accumulators: number;
  readonly blocks: number;
  readonly end: number;
}

/**
 * Statistics of a picture and of its halves, in WASM.
 *
 * @see pyramidStatisticsPlainly: equal but for the Laplacian's third and fourth powers, whose sums are
 *   rounded in another order.
 */
export function pyramidStatistics(
  pixels: Uint8Array,
  width: number,
  height: number,
  count: number,
): LevelStatistics[] {
  shared ??= loadKernel('pyramid-statistics');
  const kernel = shared;
  const places = placesFor(width, height);
  kernel.reserve(places.end);
  new Uint8Array(kernel.memory.buffer).set(pixels, places.pixels);
  const statistics: LevelStatistics[] = [];
  let [wide, high] = [width, height];
  kernel.call['widen']!(places.pixels, wide, high, places.levels[0], strideOf(wide));
  for (let i = 0; i < count; i++) {
    const [here, next] = i % 2 === 0 ? places.levels : places.levels.toReversed();
    statistics.push(statisticsAt(kernel, places, here!, wide, high));
    const half = Math.max(1, wide >> 1);
    if (i + 1 < count) {
      kernel.call['halve']!(here!, wide, high, strideOf(wide), next!, strideOf(half));
    }
    [wide, high] = [half, Math.max(1, high >> 1)];
  }
  return statistics;
}

/** Room for the frame and for eight lanes that begin at the last column. */
const strideOf = (width: number): number => Math.ceil(width / 8) * 8 + 8;

function statisticsAt(
  { memory, call }: LoadedKernel,
  { row, counts, sums, accumulators, blocks }: Places,
  level: number,
  width: number,
  height: number,
): LevelStatistics {
  const stride = strideOf(width);
  call['patternCounts']!(level, width, height, stride, row, counts);
  call['curvatureSums']!(level, width, height, stride, sums);
  const edges = call['blockSums']!(level, width, height, stride, accumulators, blocks, edgeLimit);
  const powers = new Float64Array(memory.buffer, sums, 5);
  const blockCount = Math.floor(width / blockEdge) * Math.floor(height / blockEdge);
  return {
    width,
    height,
    codes: new Uint32Array(memory.buffer, counts, 256).slice(),
    laplacian: powers.slice(0, 4),
    roughness: powers[4]!,
    edges,
    blocks: new Int32Array(memory.buffer, blocks, blockCount * blockFields).slice(),
  };
}

/** One area after another, 16-byte aligned, each with 64 bytes that lanes beyond its end may touch. */
function placesFor(width: number, height: number): Places {
  const level = 2 * strideOf(width) * (height + 2);
  const blockColumns = Math.floor(width / blockEdge);
  const blockBytes = 4 * blockFields;
  const areas = [
    width * height,
    level,
    level,
    width,
    1024,
    40,
    4 * blockBytes * blockColumns,
    blockBytes * blockColumns * Math.floor(height / blockEdge),
  ];
  let next = 1024;
  const starts = areas.map((bytes) => {
    const start = next;
    next += Math.ceil(bytes / 16) * 16 + 64;
    return start;
  });
  const [pixels = 0, first = 0, second = 0, row = 0, counts = 0, sums = 0, ...rest] = starts;
  const [accumulators = 0, blocks = 0] = rest;
  return { pixels, levels: [first, second], row, counts, sums, accumulators, blocks, end: next };
}
