const edge = 64;
const mask = edge - 1;

/** A stream of numbers, 0 <= n < 1, that depends on the seed alone (mulberry32). */
export function randomStream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Smooth noise over space: neighbouring places have neighbouring values, so it can be cut along any plane. */
export interface SpaceNoise {
  /** Fills one xy plane at depth z (in pixels) with values of -1 to 1 that change over `period` pixels. */
  fillPlane(out: Float32Array, size: PlaneSize, z: number, period: number): void;
}

export interface PlaneSize {
  readonly height: number;
  readonly width: number;
}

/** Value noise on a periodic lattice of 64 edges. */
export function spaceNoise(seed: number): SpaceNoise {
  const random = randomStream(seed);
  const lattice = Float32Array.from({ length: edge ** 3 }, () => random() * 2 - 1);
  return {
    fillPlane(out, { height, width }, z, period) {
      const nodes = new Float32Array(Math.ceil(width / period) + 2);
      const weights = Float32Array.from({ length: width }, (_, x) => eased((x / period) % 1));
      const nodeOf = Uint32Array.from(weights, (_, x) => Math.floor(x / period));
      for (let y = 0; y < height; y++) {
        fillNodes(nodes, lattice, z / period, y / period);
        const row = y * width;
        for (let x = 0; x < width; x++) {
          const node = nodeOf[x] ?? 0;
          const left = nodes[node] ?? 0;
          out[row + x] = left + ((nodes[node + 1] ?? 0) - left) * (weights[x] ?? 0);
        }
      }
    },
  };
}

/** The lattice between its planes and rows, at every column. */
function fillNodes(nodes: Float32Array, lattice: Float32Array, z: number, y: number): void {
  const z0 = Math.floor(z);
  const y0 = Math.floor(y);
  const down = eased(z - z0);
  const across = eased(y - y0);
  const rowOf = (plane: number, row: number): number =>
    (((plane & mask) * edge + (row & mask)) * edge) | 0;
  const [a, b] = [rowOf(z0, y0), rowOf(z0, y0 + 1)];
  const [c, d] = [rowOf(z0 + 1, y0), rowOf(z0 + 1, y0 + 1)];
  for (let i = 0; i < nodes.length; i++) {
    const x = i & mask;
    const above = mix(lattice[a + x] ?? 0, lattice[b + x] ?? 0, across);
    const below = mix(lattice[c + x] ?? 0, lattice[d + x] ?? 0, across);
    nodes[i] = mix(above, below, down);
  }
}

const eased = (t: number): number => t * t * (3 - 2 * t);

/** `from` at 0, `to` at 1. */
export const mix = (from: number, to: number, t: number): number => from + (to - from) * t;

/** `value` held between 0 and 1. */
export const unit = (value: number): number => (value < 0 ? 0 : value > 1 ? 1 : value);
