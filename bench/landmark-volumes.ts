// Volumes and pictures of the real data in memory, and pieces cut from them, for bench/landmarks.ts.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { openVolume } from '../src/main/engine/source/open-volume.ts';
import { explain } from '../src/shared/failure.ts';
import type { Shape } from '../src/shared/volume.ts';

/** A volume in memory. */
export interface Held {
  readonly name: string;
  readonly shape: Shape;
  readonly zPerX: number | null;
  readonly samples: Float32Array;
}

/** Where a piece lies in what it was cut from. */
export interface Piece extends Held {
  readonly base: string;
  readonly at: Shape;
}

/** The real sources; those of `tune` were looked at when numbers were chosen, the others were not. */
const real: readonly { name: string; pattern: string; zPerX: number | null; tune: boolean }[] = [
  { name: 'vnc-sstem', pattern: 'vnc-sstem/stack1/raw/*.{tif,png}', zPerX: 47.5 / 4.6, tune: true },
  { name: 'wsu-plant-leaf', pattern: 'wsu-plant-leaf/images/*.{tif,png}', zPerX: null, tune: true },
  { name: 'gala-fibsem test', pattern: 'gala-fibsem/test/*.png', zPerX: 1, tune: true },
  { name: 'ads-tem-myelin', pattern: 'ads-tem-myelin/images/image.png', zPerX: null, tune: true },
  {
    name: 'neubias-em',
    pattern: 'neubias-em/xy_8bit__em_mitochondria_er.tif',
    zPerX: null,
    tune: true,
  },
  { name: 'hela-sbfsem', pattern: 'hela-sbfsem/images/*.{tif,png}', zPerX: 5, tune: false },
  { name: 'gala-fibsem train', pattern: 'gala-fibsem/train/im_*.png', zPerX: 1, tune: false },
  {
    name: 'wsu-plant-sieve-plate',
    pattern: 'wsu-plant-sieve-plate/images/plateImage2D.tif',
    zPerX: null,
    tune: false,
  },
  {
    name: 'render-tem-tiles',
    pattern: 'render-tem-tiles/col0066_row0102_cam3.png',
    zPerX: null,
    tune: false,
  },
  {
    name: 'render-tem-tiles low',
    pattern: 'render-tem-tiles/49768_112_reduced.tif',
    zPerX: null,
    tune: false,
  },
  { name: 'ads-sem-axons', pattern: 'ads-sem-axons/images/**/*.png', zPerX: null, tune: false },
  {
    name: 'demarco-fibsem-instrument',
    pattern: 'demarco-fibsem-instrument/test_image.tif',
    zPerX: null,
    tune: false,
  },
];

/** Reads them; a sentence for each that is not there. */
export async function readReal(folder: string, tune: boolean): Promise<readonly Held[]> {
  const held: Held[] = [];
  for (const { name, pattern, zPerX, tune: own } of real) {
    if (own !== tune) continue;
    const files = globSync(join(folder, pattern)).sort();
    const first = files[0];
    if (!first) {
      console.log(`${name} is not in ${folder}: left out`);
      continue;
    }
    const stacks = name === 'ads-sem-axons' ? files.map((file) => [file]) : [files];
    for (const [i, stack] of stacks.entries()) {
      const one = await readOne(stacks.length > 1 ? `${name} ${i}` : name, stack, zPerX);
      if (one) held.push(one);
    }
  }
  return held;
}

async function readOne(
  name: string,
  files: readonly string[],
  zPerX: number | null,
): Promise<Held | null> {
  const sections: Float32Array[] = [];
  let shape = { z: 0, y: 0, x: 0 };
  for (const path of files) {
    const opened = await openVolume({ kind: 'file', path });
    if (!opened.ok) {
      console.log(`${name}: ${explain(opened.failure)}`);
      return null;
    }
    const { shape: own } = opened.value.summary;
    if (sections.length > 0 && (own.y !== shape.y || own.x !== shape.x)) continue;
    shape = { ...own, z: sections.length + own.z };
    for (let z = 0; z < own.z; z++) {
      const read = await opened.value.readWindow(z, { y0: 0, y1: own.y, x0: 0, x1: own.x });
      if (read.ok) sections.push(Float32Array.from(read.value));
    }
    await opened.value.close();
  }
  return middleOf(name, sections, shape, zPerX);
}

/** No more of a volume than tells enough, so that a bench takes minutes. */
const most = { z: 50, y: 1000, x: 1000 };

function middleOf(
  name: string,
  sections: readonly Float32Array[],
  whole: Shape,
  zPerX: number | null,
): Held {
  const deep = whole.y * whole.x < 100_000;
  const shape = {
    z: Math.min(whole.z, deep ? most.z : 4),
    y: Math.min(whole.y, most.y),
    x: Math.min(whole.x, most.x),
  };
  const [top, left] = [(whole.y - shape.y) >> 1, (whole.x - shape.x) >> 1];
  const samples = new Float32Array(shape.z * shape.y * shape.x);
  for (let z = 0; z < shape.z; z++) {
    for (let y = 0; y < shape.y; y++) {
      const from = (top + y) * whole.x + left;
      const row = sections[z]?.subarray(from, from + shape.x) ?? [];
      samples.set(row, (z * shape.y + y) * shape.x);
    }
  }
  return { name, shape, zPerX, samples };
}

/** Normal noise, drawn once. */
const noise = (() => {
  const random = xorshift32(77);
  return Float32Array.from({ length: 2 ** 16 }, () => {
    let sum = -6;
    for (let n = 0; n < 12; n++) sum += random.next() / 2 ** 32;
    return sum;
  });
})();

/** A box of a volume as another deposit of it might be: grey stretched and shifted, light noise, in 256 steps. */
export function cutPiece(held: Held, at: Shape, shape: Shape, seed: number): Piece {
  const random = xorshift32(seed);
  const samples = new Float32Array(shape.z * shape.y * shape.x);
  const [gain, lift] = [0.5 + random.next() / 2 ** 32, 10 + random.below(40)];
  const [low, high] = rangeOf(held.samples);
  let i = 0;
  for (let z = 0; z < shape.z; z++) {
    for (let y = 0; y < shape.y; y++) {
      const row = ((at.z + z) * held.shape.y + at.y + y) * held.shape.x + at.x;
      for (let x = 0; x < shape.x; x++) {
        const grey = (((held.samples[row + x] ?? 0) - low) / (high - low)) * 160;
        const own = noise[random.next() >>> 16] ?? 0;
        samples[i++] = Math.max(0, Math.min(255, Math.round(grey * gain + lift + own * 3)));
      }
    }
  }
  return {
    name: `${held.name} ${at.z},${at.y},${at.x}`,
    base: held.name,
    at,
    shape,
    zPerX: held.zPerX,
    samples,
  };
}

function rangeOf(samples: Float32Array): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of samples) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** Two boxes of one size that share a part of either, at a displacement that is a multiple of nothing. */
export function twoBoxes({ z, y, x }: Shape, part: number, seed: number) {
  const random = xorshift32(seed);
  const unit = () => random.next() / 2 ** 32;
  const alongZ = z >= 16 ? part ** (0.25 * unit()) : 1;
  const inPlane = part / alongZ;
  const split = 0.15 + 0.7 * unit();
  const kept = [alongZ, inPlane ** split, inPlane ** (1 - split)];
  const edges = [z, y, x].map((edge, i) => Math.floor(edge / (2 - (kept[i] ?? 1))));
  const moved = [z, y, x].map((_, i) => Math.round((edges[i] ?? 0) * (1 - (kept[i] ?? 1))));
  const free = [z, y, x].map((edge, i) => edge - (edges[i] ?? 0) - (moved[i] ?? 0));
  const start = free.map((room) => random.below(Math.max(1, room + 1)));
  const ways = [0, 0, 0].map(() => random.below(2));
  const at = (which: number): Shape => {
    const [a = 0, b = 0, c = 0] = [0, 1, 2].map(
      (i) => (start[i] ?? 0) + (ways[i] === which ? (moved[i] ?? 0) : 0),
    );
    return { z: a, y: b, x: c };
  };
  const [a = 1, b = 1, c = 1] = edges;
  return { shape: { z: a, y: b, x: c }, one: at(0), other: at(1) };
}
