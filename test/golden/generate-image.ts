import { type Xorshift32, xorshift32 } from '../../src/main/engine/kernel/xorshift32.ts';

/** An 8-bit grey image, row-major. */
export interface GreyImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** An 8-bit volume, z slowest, x fastest. */
export interface GreyVolume {
  depth: number;
  height: number;
  width: number;
  voxels: Uint8Array;
}

/** What stands between the braces of a `gen:{...}` source. */
export interface ImageRecipe {
  gen: string;
  w: number;
  h: number;
  v?: number;
  s?: number;
  seed?: number;
  bg?: number;
  n?: number;
  rmax?: number;
  noise?: number;
}

/** Balls of grey values in a box; noise 0 for none. */
export interface SpheresRecipe {
  d: number;
  h: number;
  w: number;
  n: number;
  rmax: number;
  bg: number;
  noise: number;
  seed: number;
}

type Draw = (x: number, y: number, recipe: ImageRecipe) => number;

const formulas: Record<string, Draw> = {
  const: (_x, _y, { v = 0 }) => v,
  rampx: (x, _y, { w }) => Math.floor((x * 255) / (w - 1)),
  rampy: (_x, y, { h }) => Math.floor((y * 255) / (h - 1)),
  diag: (x, y) => (x + y) & 255,
  checker: (x, y, { s = 1 }) => ((Math.floor(x / s) + Math.floor(y / s)) & 1) * 255,
};

const seeded: Record<string, (recipe: ImageRecipe, random: Xorshift32) => Uint8Array> = {
  noise: ({ w, h }, random) => Uint8Array.from({ length: w * h }, () => random.byte()),
  blocks,
  blobs: ({ w, h, n = 0, rmax = 1, bg = 0, noise = 0 }, random) =>
    ballsOf({ d: 1, h, w, n, rmax, bg, noise }, random, false),
};

/** The pictures of golden's README, by name. Throws on a name that is not there. */
export function generateImage(recipe: ImageRecipe): GreyImage {
  const { w: width, h: height } = recipe;
  const draw = formulas[recipe.gen];
  if (draw) return { width, height, pixels: fromFormula(recipe, draw) };
  const make = seeded[recipe.gen];
  if (!make) throw new Error(`no generator is called ${recipe.gen}`);
  return { width, height, pixels: make(recipe, xorshift32(recipe.seed ?? 0)) };
}

/** The `spheres` volume of golden's README. */
export function generateSpheres(recipe: SpheresRecipe): GreyVolume {
  const voxels = ballsOf(recipe, xorshift32(recipe.seed), true);
  return { depth: recipe.d, height: recipe.h, width: recipe.w, voxels };
}

/**
 * The `clustered` 64-bit hashes of golden's README.
 *
 * @returns 8 bytes a hash, most significant first.
 */
export function generateClusteredHashes(count: number, seed: number): Uint8Array {
  const random = xorshift32(seed);
  const centres = Uint32Array.from({ length: 2 * Math.ceil(count / 5) }, () => random.next());
  const hashes = new Uint8Array(count * 8);
  const view = new DataView(hashes.buffer);
  for (let i = 0; i < count; i++) {
    const centre = random.below(centres.length / 2);
    for (let half = 0; half < 2; half++) {
      let word = centres[2 * centre + half]!;
      for (let bit = 31; bit >= 0; bit--) if (random.byte() < 10) word ^= 1 << bit;
      view.setUint32(i * 8 + half * 4, word);
    }
  }
  return hashes;
}

function fromFormula(recipe: ImageRecipe, draw: Draw): Uint8Array {
  const { w, h } = recipe;
  return Uint8Array.from({ length: w * h }, (_, i) => draw(i % w, Math.floor(i / w), recipe));
}

function blocks({ w, h, s = 1 }: ImageRecipe, random: Xorshift32): Uint8Array {
  const columns = Math.ceil(w / s);
  const cells = Uint8Array.from({ length: columns * Math.ceil(h / s) }, () => random.byte());
  return Uint8Array.from(
    { length: w * h },
    (_, i) => cells[Math.floor(i / w / s) * columns + Math.floor((i % w) / s)]!,
  );
}

function ballsOf(
  { d, h, w, n, rmax, bg, noise }: Omit<SpheresRecipe, 'seed'>,
  random: Xorshift32,
  isVolume: boolean,
): Uint8Array {
  const voxels = new Uint8Array(d * h * w).fill(bg);
  for (let ball = 0; ball < n; ball++) {
    // A picture draws cx before cy, a volume cz, cy, cx.
    const cz = isVolume ? random.below(d) : 0;
    const [cy, cx] = isVolume ? inOrder(random, h, w) : swapped(inOrder(random, w, h));
    const radius = 4 + random.below(rmax);
    const value = random.byte();
    fillBall(voxels, { d, h, w }, { cz, cy, cx, radius, value });
  }
  if (noise > 0)
    for (let i = 0; i < voxels.length; i++) {
      const shift = (random.byte() >> noise) - (256 >> (noise + 1));
      voxels[i] = Math.min(255, Math.max(0, voxels[i]! + shift));
    }
  return voxels;
}

function inOrder(random: Xorshift32, first: number, second: number): [number, number] {
  return [random.below(first), random.below(second)];
}

function swapped([first, second]: [number, number]): [number, number] {
  return [second, first];
}

function fillBall(
  voxels: Uint8Array,
  { d, h, w }: { d: number; h: number; w: number },
  { cz, cy, cx, radius, value }: Record<'cz' | 'cy' | 'cx' | 'radius' | 'value', number>,
): void {
  const from = (centre: number) => Math.max(0, centre - radius);
  const to = (centre: number, size: number) => Math.min(size - 1, centre + radius);
  for (let z = from(cz); z <= to(cz, d); z++) {
    for (let y = from(cy); y <= to(cy, h); y++) {
      const left = radius ** 2 - (z - cz) ** 2 - (y - cy) ** 2;
      if (left < 0) continue;
      const half = Math.floor(Math.sqrt(left));
      const row = (z * h + y) * w;
      voxels.fill(value, row + Math.max(0, cx - half), row + Math.min(w - 1, cx + half) + 1);
    }
  }
}
