// node bench/landmark-cost.ts [SOURCES] [EACH] [MEGAVOXELS]: CPU seconds and memory of finding landmarks in a volume of
// thin sections, and of comparing random landmarks of many sources.

import { xorshift32 } from '../src/main/engine/kernel/xorshift32.ts';
import { findLandmarks } from '../src/main/engine/landmark/find-landmarks.ts';
import { likeWithin, relateLandmarks } from '../src/main/engine/relation/like-landmarks.ts';
import { succeed } from '../src/shared/failure.ts';
import { generateSpheres } from '../test/golden/generate-image.ts';

const sources = Number(process.argv[2] ?? 600);
const each = Number(process.argv[3] ?? 4000);
const megavoxels = Number(process.argv[4] ?? 256);

const cpu = () => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;
const megabytes = () => Math.round(process.memoryUsage.rss() / 1e6);

if (megavoxels > 0) {
  // One block of tissue again and again: the time hangs on the number of voxels and of places that stand out.
  const [edge, depth] = [512, 16];
  const recipe = { d: depth, h: edge, w: edge, n: 4000, rmax: 12, bg: 120, noise: 3, seed: 1 };
  const { voxels } = generateSpheres(recipe);
  const shape = { z: Math.round((megavoxels * 1e6) / edge ** 2), y: edge, x: edge };
  const from = cpu();
  const found = await findLandmarks(
    {
      shape,
      zPerX: 1,
      readRows: async (z, y0, y1) => {
        const row = ((z + 3 * Math.floor(z / depth)) % depth) * edge;
        return succeed(voxels.subarray((row + y0) * edge, (row + y1) * edge));
      },
    },
    async () => {},
  );
  const count = found.ok ? found.value.count : 0;
  console.log(
    `${megavoxels} million voxels: ${count} landmarks in ${(cpu() - from).toFixed(1)} CPU s without reading, ${megabytes()} MB`,
  );
}

const count = sources * each;
const random = xorshift32(3);
const bytes = (most: number) => Uint8Array.from({ length: count }, () => random.below(most));
const descriptors = new Uint8Array(count * 16);
const words = new Uint32Array(descriptors.buffer);
for (let i = 0; i < words.length; i++) words[i] = random.next();
const places = () => Float32Array.from({ length: count }, () => random.below(2000));
const all = {
  volume: Uint32Array.from({ length: count }, (_, i) => Math.floor(i / each)),
  z: places(),
  y: places(),
  x: places(),
  octave: bytes(4),
  turn: bytes(8),
  bright: bytes(2),
  descriptors,
};
// Of real landmarks of unrelated sources about one pair in a million is alike: as many are made so here.
const pairs = Math.round((count * count * 8e-7) / 2);
for (let i = 0; i < pairs; i++) {
  const [one, other] = [random.below(count), random.below(count)];
  descriptors.copyWithin(one * 16, other * 16, other * 16 + 16);
  const at = one * 16 + random.below(16);
  descriptors[at] = (descriptors[at] ?? 0) ^ (1 << random.below(8));
}
const volumes = Array.from({ length: sources }, (_, source) => ({
  id: source,
  source,
  isPicture: false,
  z: 2000,
  y: 2000,
  x: 2000,
  zPerX: 1,
}));
const from = cpu();
let searched = 0;
const related = await relateLandmarks(
  { all, volumes, sources, mostRows: 8_000_000 },
  { progress: () => (searched = cpu()) },
  async () => {},
);
console.log(
  `${count} landmarks of ${sources} sources, alike within ${likeWithin} bits: searched in ${(searched - from).toFixed(1)} CPU s, judged in ${(cpu() - searched).toFixed(1)}, ${related.length} pairs of sources with a displacement, ${megabytes()} MB`,
);
