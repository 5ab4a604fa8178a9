import { turned, turns, uprightTurn } from '../kernel/turns.ts';
import { xorshift32 } from '../kernel/xorshift32.ts';
import { descriptorBytes } from './landmarks.ts';

/** How far from its middle a descriptor looks, in pixels of the overview. */
export const descriptorReach = 13;

/** Pixels whose centre of grey values says which way is up. */
const upReach = 9;
const bits = descriptorBytes * 8;
/** Standard deviation of the places that are compared. */
const spread = 8;
/** Nearer to the middle all look alike: a bright spot. */
const nearest = 2.5;
/** A comparison within a thousandth of the contrast around says nothing: padding, saturation. */
const evenShare = 1e-3;
/** Descriptors with more such comparisons than this, of 128, are not used. */
const mostEven = 12;

/** Places to compare, upright: y and x of one, y and x of the other. */
const pattern = patternOf(2021);
/** The same under each symmetry taken back, so that a turned picture is read upright. */
const turnedPatterns = turns.map((_, number) => unturned(pattern, number));

/** After BRIEF (Calonder et al. 2010): pairs drawn from a Gaussian around the middle. */
function patternOf(seed: number): Float64Array {
  const random = xorshift32(seed);
  // Twelve numbers that are equally likely make a nearly normal one.
  const normal = () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += random.next() / 2 ** 32;
    return sum * spread;
  };
  const place = (): [number, number] => {
    for (;;) {
      const [y, x] = [normal(), normal()];
      const away = Math.hypot(y, x);
      if (away >= nearest && away <= descriptorReach - 1.5) return [y, x];
    }
  };
  return Float64Array.from(Array.from({ length: bits }, () => [...place(), ...place()]).flat());
}

function unturned(places: Float64Array, number: number): Float64Array {
  const result = new Float64Array(places.length);
  const inverse = turns.findIndex((_, other) => {
    const [y, x] = turned(other, ...turned(number, 1, 2));
    return y === 1 && x === 2;
  });
  for (let i = 0; i < places.length; i += 2) {
    const [y, x] = turned(inverse, places[i] ?? 0, places[i + 1] ?? 0);
    result[i] = y;
    result[i + 1] = x;
  }
  return result;
}

/**
 * Describes the surroundings of a place by 128 comparisons of two values each, in `out`. Grey values may be
 * stretched and shifted; darker places are read as if inverted; and they are turned so that the side with the
 * bright pixels lies in one octant: a turned or mirrored picture has the same descriptors.
 *
 * @param pixels blurred
 * @returns the number of the turn, or -1 where too much around is even
 */
export function describePlace(
  pixels: Float32Array,
  width: number,
  y: number,
  x: number,
  isBright: boolean,
  out: Uint8Array,
): number {
  const sign = isBright ? 1 : -1;
  const { down, across, rise, run, contrast } = centreOf(
    pixels,
    width,
    Math.round(y),
    Math.round(x),
  );
  const turn = uprightTurn(sign * down, sign * across);
  const places = turnedPatterns[turn];
  if (!places) return -1;
  const even = evenShare * contrast;
  let undecided = 0;
  out.fill(0);
  for (let bit = 0; bit < bits; bit++) {
    const at = bit * 4;
    const [y1, x1] = [places[at] ?? 0, places[at + 1] ?? 0];
    const [y2, x2] = [places[at + 2] ?? 0, places[at + 3] ?? 0];
    const slope = rise * (y1 - y2) + run * (x1 - x2);
    const more =
      sign *
      (valueAt(pixels, width, y + y1, x + x1) - valueAt(pixels, width, y + y2, x + x2) - slope);
    if (more <= even && more >= -even) undecided++;
    if (more > 0) out[bit >> 3] = (out[bit >> 3] ?? 0) | (1 << (bit & 7));
  }
  return undecided > mostEven ? -1 : turn;
}

/** Which way the grey values weigh, and the range of them. */
function centreOf(pixels: Float32Array, width: number, y: number, x: number) {
  let [down, across, squares] = [0, 0, 0];
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let dy = -upReach; dy <= upReach; dy++) {
    const half = Math.floor(Math.sqrt(upReach * upReach - dy * dy));
    const row = (y + dy) * width + x;
    for (let dx = -half; dx <= half; dx++) {
      const value = pixels[row + dx] ?? 0;
      squares += dy * dy;
      down += dy * value;
      across += dx * value;
      if (value < lowest) lowest = value;
      if (value > highest) highest = value;
    }
  }
  return { down, across, rise: down / squares, run: across / squares, contrast: highest - lowest };
}

/** Between the four pixels around a place. */
function valueAt(pixels: Float32Array, width: number, y: number, x: number): number {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [v, u] = [y - top, x - left];
  const at = top * width + left;
  const above = (pixels[at] ?? 0) * (1 - u) + (pixels[at + 1] ?? 0) * u;
  const below = (pixels[at + width] ?? 0) * (1 - u) + (pixels[at + width + 1] ?? 0) * u;
  return above * (1 - v) + below * v;
}
