import { blurOfOnes } from './canny.ts';
import { type LoadedKernel, loadKernel } from './load-kernel.ts';
import { geometricMeanAt } from './local-geometric-mean.ts';
import type { Spread } from './map-statistics.ts';

/** The four texture maps of one picture; every map is a copy and belongs to the caller. What the features need of them takes none. */
export interface TextureMaps {
  /** @see localBinaryPattern: equal. */
  binaryPattern(): Uint8Array;
  /** @see localGeometricMean: equal. */
  geometricMean(): Uint8Array;
  /** @see localEntropy: within 1e-10 bits, because sums are kept in whole 2^-40ths. */
  entropy(): Float64Array;
  /** @see canny: equal. */
  edges(): Uint8Array;
  /** @see levelHistogram, of the maps: equal. */
  binaryPatternHistogram(): Uint32Array;
  geometricMeanHistogram(): Uint32Array;
  edgesHistogram(): Uint32Array;
  /** @see spreadOf, of the map: equal. */
  entropySpread(): Spread;
}

/** A map in the kernel's memory, void when the next one is made. */
interface PlacedMap {
  readonly at: number;
  readonly length: number;
}

const unit = 2 ** 40;
const entropyWindow = 49;
const meanWindow = 121;
// Sums of 121 rounded logarithms are off by less than 1e-12; nearer than this, the plain version decides.
const margin = 1e-9;

let shared: LoadedKernel | undefined;
let weights: { width: number; height: number; map: Float64Array } = {
  width: 0,
  height: 0,
  map: new Float64Array(0),
};

/**
 * Fast twins of the plain texture maps, in WASM.
 *
 * One memory serves all pictures of a thread: ask for the maps before loading the next picture.
 *
 * @param pixels 8-bit grey, `height` rows of `width`, both >= 1.
 */
export function textureMaps(pixels: Uint8Array, width: number, height: number): TextureMaps {
  shared ??= loadKernel('texture');
  const kernel = shared;
  const copied = ({ at, length }: PlacedMap) => bytes(kernel, at, length).slice();
  return {
    binaryPattern: () => copied(binaryPattern(kernel, pixels, width, height)),
    geometricMean: () => copied(geometricMean(kernel, pixels, width, height)),
    entropy() {
      const { at, length } = entropy(kernel, pixels, width, height);
      return doubles(kernel, at, length).slice();
    },
    edges: () => copied(edges(kernel, pixels, width, height)),
    binaryPatternHistogram: () => histogram(kernel, binaryPattern(kernel, pixels, width, height)),
    geometricMeanHistogram: () => histogram(kernel, geometricMean(kernel, pixels, width, height)),
    edgesHistogram: () => histogram(kernel, edges(kernel, pixels, width, height)),
    entropySpread: () => spread(kernel, entropy(kernel, pixels, width, height)),
  };
}

/** Lowest addresses are free: every area begins above them. */
const countsAt = 16;

function histogram(kernel: LoadedKernel, { at, length }: PlacedMap): Uint32Array {
  kernel.call['histogram']!(at, length, countsAt);
  return new Uint32Array(kernel.memory.buffer, countsAt, 256).slice();
}

function spread(kernel: LoadedKernel, { at, length }: PlacedMap): Spread {
  const sum = kernel.call['sumOfPowers']!;
  const mean = sum(at, length, 0, 1) / length;
  return { mean, deviation: Math.sqrt(sum(at, length, mean, 2) / length) };
}

function binaryPattern(
  kernel: LoadedKernel,
  pixels: Uint8Array,
  width: number,
  height: number,
): PlacedMap {
  const [pixelsAt, rowsAt, columnsAt, framedAt, codesAt] = addresses(kernel, [
    pixels.length,
    16 * height,
    16 * (width + 2),
    8 * (height + 16) * (width + 18),
    pixels.length,
  ]);
  bytes(kernel, pixelsAt, pixels.length).set(pixels);
  doubles(kernel, rowsAt, 2 * height).set(weightsBetween(height, height));
  doubles(kernel, columnsAt, 2 * (width + 2)).set(weightsBetween(width, width + 2));
  kernel.call['localBinaryPattern']!(pixelsAt, width, height, rowsAt, columnsAt, framedAt, codesAt);
  return { at: codesAt, length: pixels.length };
}

/** Fractions of the places 5.65685 before, then after each pixel; they differ in the last place along the axis. */
function weightsBetween(length: number, room: number): Float64Array {
  const weight = new Float64Array(2 * room);
  for (let i = 0; i < length; i++) {
    weight[i] = i - 5.65685 - Math.floor(i - 5.65685);
    weight[room + i] = i + 5.65685 - Math.floor(i + 5.65685);
  }
  return weight;
}

const wholeLogarithms = Float64Array.from({ length: 256 }, (_, level) =>
  Math.round(Math.log(level + 1) * unit),
);
const meanScales = Float64Array.from({ length: meanWindow + 1 }, (_, n) => 1 / (n * unit));
const levelLimits = Float64Array.from({ length: 257 }, (_, level) =>
  level === 0 ? -1 : level === 256 ? Number.POSITIVE_INFINITY : Math.log(level + 0.5),
);
// In steps of 1/2048 of the mean logarithm; ln(256) is the largest.
const guessSteps = 2048;
const levelGuesses = Uint8Array.from(
  { length: Math.ceil(Math.log(256) * guessSteps) + 2 },
  (_, step) => levelLimits.findLastIndex((limit) => limit <= (step - 0.5) / guessSteps),
);

function geometricMean(
  kernel: LoadedKernel,
  pixels: Uint8Array,
  width: number,
  height: number,
): PlacedMap {
  const size = pixels.length;
  const [pixelsAt, logarithmsAt, scalesAt, limitsAt, guessesAt, sumsAt, mapAt, doubtfulAt] =
    addresses(kernel, [
      size,
      2048,
      meanScales.byteLength,
      2056,
      levelGuesses.length,
      8 * width,
      size,
      4 * size,
    ]);
  bytes(kernel, pixelsAt, size).set(pixels);
  doubles(kernel, logarithmsAt, 256).set(wholeLogarithms);
  doubles(kernel, scalesAt, meanScales.length).set(meanScales);
  doubles(kernel, limitsAt, 257).set(levelLimits);
  bytes(kernel, guessesAt, levelGuesses.length).set(levelGuesses);
  const doubts = kernel.call['localGeometricMean']!(
    pixelsAt,
    width,
    height,
    logarithmsAt,
    scalesAt,
    limitsAt,
    guessesAt,
    sumsAt,
    mapAt,
    doubtfulAt,
    margin,
  );
  const map = bytes(kernel, mapAt, size);
  const levels = new Uint16Array(256);
  for (const place of new Uint32Array(kernel.memory.buffer, doubtfulAt, doubts)) {
    const x = place % width;
    map[place] = geometricMeanAt(pixels, width, height, (place - x) / width, x, levels);
  }
  return { at: mapAt, length: size };
}

const timesLogarithm = Array.from({ length: entropyWindow + 1 }, (_, count) =>
  count === 0 ? 0n : BigInt(Math.round(count * Math.log(count) * unit)),
);
const entropySteps = BigInt64Array.from(
  { length: entropyWindow },
  (_, count) => timesLogarithm[count + 1]! - timesLogarithm[count]!,
);
const entropyScales = Float64Array.from(timesLogarithm, (_, n) => 1 / (n * unit * Math.LN2));

function entropy(
  kernel: LoadedKernel,
  pixels: Uint8Array,
  width: number,
  height: number,
): PlacedMap {
  const [pixelsAt, stepsAt, wholeAt, scalesAt, histogramAt, mapAt] = addresses(kernel, [
    pixels.length,
    392,
    400,
    400,
    256,
    8 * pixels.length,
  ]);
  bytes(kernel, pixelsAt, pixels.length).set(pixels);
  new BigInt64Array(kernel.memory.buffer, stepsAt, entropyWindow).set(entropySteps);
  new BigInt64Array(kernel.memory.buffer, wholeAt, entropyWindow + 1).set(timesLogarithm);
  doubles(kernel, scalesAt, entropyScales.length).set(entropyScales);
  kernel.call['localEntropy']!(
    pixelsAt,
    width,
    height,
    stepsAt,
    wholeAt,
    scalesAt,
    histogramAt,
    mapAt,
  );
  return { at: mapAt, length: pixels.length };
}

const unitLevels = Float64Array.from({ length: 256 }, (_, level) => level * (1 / 255));

function edges(kernel: LoadedKernel, pixels: Uint8Array, width: number, height: number): PlacedMap {
  const size = pixels.length;
  // Room for four zeros on both sides and for the second lane of the last pair.
  const stride = width + (width % 2) + 10;
  const plane = 8 * stride * (height + 8);
  const [
    pixelsAt,
    levelsAt,
    weightAt,
    a,
    b,
    downAt,
    acrossAt,
    magnitudeAt,
    strengthAt,
    openAt,
    mapAt,
  ] = addresses(kernel, [
    size,
    2048,
    8 * (size + 2),
    plane,
    plane,
    plane,
    plane,
    plane,
    size,
    4 * size,
    size,
  ]);
  bytes(kernel, pixelsAt, size).set(pixels);
  doubles(kernel, levelsAt, 256).set(unitLevels);
  doubles(kernel, weightAt, size).set(blurWeights(width, height));
  kernel.call['blurRows']!(pixelsAt, width, height, levelsAt, a, b, stride);
  kernel.call['blurColumns']!(b, width, height, weightAt, a, stride);
  kernel.call['gradients']!(a, width, height, stride, downAt, acrossAt, magnitudeAt);
  kernel.call['edges']!(
    downAt,
    acrossAt,
    magnitudeAt,
    width,
    height,
    stride,
    strengthAt,
    openAt,
    mapAt,
  );
  return { at: mapAt, length: size };
}

/** Patches of a run mostly share one size, so the last map is kept. */
function blurWeights(width: number, height: number): Float64Array {
  if (weights.width !== width || weights.height !== height) {
    weights = { width, height, map: blurOfOnes(width, height) };
  }
  return weights.map;
}

/** Places areas of the given bytes one after another, 16-byte aligned, and makes room for them. */
function addresses<const Areas extends readonly number[]>(
  kernel: LoadedKernel,
  areas: Areas,
): { [K in keyof Areas]: number } {
  let next = countsAt + 4096;
  const starts = areas.map((area) => {
    const start = next;
    next += Math.ceil((area + 32) / 16) * 16;
    return start;
  });
  kernel.reserve(next);
  // `as`: one start for each area.
  return starts as unknown as { [K in keyof Areas]: number };
}

const bytes = (kernel: LoadedKernel, at: number, length: number): Uint8Array =>
  new Uint8Array(kernel.memory.buffer, at, length);
const doubles = (kernel: LoadedKernel, at: number, length: number): Float64Array =>
  new Float64Array(kernel.memory.buffer, at, length);
