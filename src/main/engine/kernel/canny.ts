/** Centre and four outer taps of a Gaussian of sigma 1; literals, because Math.exp is one unit off in the last place (spec 3.3). */
const taps = [
  0.39894346935609776, 0.24197144565660073, 0.053991127420704395, 0.004431861620031266,
  0.00013383062461474175,
] as const;
const machineEpsilon = 2.220446049250313e-16;
const low = 0.1; // scikit-image's defaults for pictures scaled to 0..1
const high = 0.2;

/**
 * Canny edges of a picture, sigma 1, thresholds 0.1 and 0.2.
 *
 * @param pixels 8-bit grey, `height` rows of `width`.
 * @returns one byte per pixel: 1 on an edge, otherwise 0; border pixels are never edges.
 * @see spec 3.3; equal to scikit-image 0.19.3 `canny(sigma=1)`.
 */
export function canny(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const smoothed = smooth(pixels, width, height);
  const { rows, columns } = sobel(smoothed, width, height);
  const magnitude = rows.map((gi, i) => hypotenuse(gi, columns[i]!));
  const strength = new Uint8Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const m = magnitude[at]!;
      if (m < low || !isRidge(magnitude, width, at, rows[at]!, columns[at]!)) continue;
      strength[at] = m >= high ? 2 : 1;
    }
  }
  return connectedToStrong(strength, width, height);
}

/** Gaussian blur with zeros outside, divided by the same blur of ones so that borders keep their brightness. */
function smooth(pixels: Uint8Array, width: number, height: number): Float64Array {
  const unit = Float64Array.from(pixels, (level) => level * (1 / 255));
  const blurred = blur(unit, width, height);
  const weight = blurOfOnes(width, height);
  return blurred.map((sum, i) => sum / weight[i]!);
}

/** What a blur with zeros outside makes of ones, plus the smallest step above 1: never zero. */
export function blurOfOnes(width: number, height: number): Float64Array {
  const ones = new Float64Array(width * height).fill(1);
  return blur(ones, width, height).map((sum) => sum + machineEpsilon);
}

function blur(values: Float64Array, width: number, height: number): Float64Array {
  return blurAlong(blurAlong(values, width, height, 0), width, height, 1);
}

/** One pass; scipy adds the centre first and then the pairs from the outside in. */
function blurAlong(values: Float64Array, width: number, height: number, axis: 0 | 1): Float64Array {
  const [length, stride] = axis === 0 ? [height, width] : [width, 1];
  return values.map((centre, i) => {
    const place = axis === 0 ? Math.floor(i / width) : i % width;
    let sum = centre * taps[0];
    for (let j = 4; j >= 1; j--) {
      const before = place >= j ? values[i - j * stride]! : 0;
      const after = place + j < length ? values[i + j * stride]! : 0;
      sum += (before + after) * taps[j]!;
    }
    return sum;
  });
}

/** Derivatives along rows (axis 0) and columns (axis 1); edge pixels are repeated outside. */
function sobel(values: Float64Array, width: number, height: number) {
  const rows = new Float64Array(values.length);
  const columns = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const here = y * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - 1);
      const right = Math.min(width - 1, x + 1);
      const down = (column: number): number => values[below + column]! - values[above + column]!;
      const across = (row: number): number => values[row + right]! - values[row + left]!;
      rows[here + x] = 2 * down(x) + (down(left) + down(right));
      columns[here + x] = 2 * across(here) + (across(above) + across(below));
    }
  }
  return { rows, columns };
}

/** sqrt(a*a + b*b) corrected to the last place as glibc 2.35 and later do (Borges 2019); Math.hypot rounds differently and moves edges. */
function hypotenuse(a: number, b: number): number {
  const long = Math.max(Math.abs(a), Math.abs(b));
  const short = Math.min(Math.abs(a), Math.abs(b));
  if (short <= long * 2 ** -54) return long + short;
  const h = Math.sqrt(long * long + short * short);
  if (h <= 2 * short) {
    const delta = h - short;
    const rest = long * (2 * delta - long) + (delta - 2 * (long - short)) * delta;
    return h - rest / (2 * h);
  }
  const delta = h - long;
  const rest = 2 * delta * (long - 2 * short) + ((4 * delta - short) * short + delta * delta);
  return h - rest / (2 * h);
}

/** Is the magnitude at least that of both neighbours along the gradient, interpolated between the two nearest? */
function isRidge(
  magnitude: Float64Array,
  width: number,
  at: number,
  gi: number,
  gj: number,
): boolean {
  const steep = Math.abs(gi) >= Math.abs(gj);
  // A zero derivative leaves the diagonal without weight, so its sign does not matter.
  const sameSign = gi >= 0 === gj >= 0;
  const straight = steep ? width : 1;
  const diagonal = sameSign ? width + 1 : steep ? width - 1 : 1 - width;
  const larger = Math.max(Math.abs(gi), Math.abs(gj));
  const w = Math.min(Math.abs(gi), Math.abs(gj)) / larger;
  const along = (sign: 1 | -1): number =>
    w * magnitude[at + sign * diagonal]! + (1 - w) * magnitude[at + sign * straight]!;
  return along(1) <= magnitude[at]! && along(-1) <= magnitude[at]!;
}

/** Keeps the weak edges (1) that hang together with a strong one (2), diagonals included. */
function connectedToStrong(strength: Uint8Array, width: number, height: number): Uint8Array {
  const edges = new Uint8Array(width * height);
  const open: number[] = [];
  for (let i = 0; i < strength.length; i++) {
    if (strength[i] !== 2 || edges[i] === 1) continue;
    edges[i] = 1;
    open.push(i);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      for (const row of [at - width, at, at + width]) {
        for (let near = row - 1; near <= row + 1; near++) {
          if (strength[near] === 0 || edges[near] === 1) continue;
          edges[near] = 1;
          open.push(near);
        }
      }
    }
  }
  return edges;
}
