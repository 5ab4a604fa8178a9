// Cuts an 8-bit volume in memory along three axes, crops it and hashes every patch. Run: node bench/crop-and-hash.ts
import { hashCrossSection } from '../src/main/engine/hash/hash-cross-section.ts';
import { generateSpheres } from '../test/golden/generate-image.ts';

const patchSize = 224;
const edge = 2 * patchSize;
const settings = { patchSize, hashSize: 8 };
const seconds = { cut: 0, hash: 0 };

const { voxels } = generateSpheres({
  d: edge,
  h: edge,
  w: edge,
  n: 600,
  rmax: 60,
  bg: 150,
  noise: 4,
  seed: 1,
});
const boxes = [0, patchSize].flatMap((y0) =>
  [0, patchSize].map((x0) => ({ y0, y1: y0 + patchSize, x0, x1: x0 + patchSize })),
);

// Neighbouring yz planes share cache lines, so they are cut together.
const together = 32;
const turned = Array.from({ length: together }, () => new Uint8Array(edge * edge));

let patches = 0;
for (const axis of [0, 1, 2]) {
  for (let index = 0; index < edge - 1; index++) {
    if (axis === 2 && index % together === 0) timed('cut', () => cutTogether(index));
    const pixels = timed('cut', () => crossSection(axis, index));
    timed('hash', () => hashCrossSection(pixels, edge, edge, boxes, settings));
    patches += boxes.length;
  }
}
const total = seconds.cut + seconds.hash;
console.log(`${patches} patches of ${patchSize} x ${patchSize}, three axes of ${edge} cubed`);
console.log(`cut ${seconds.cut.toFixed(2)} CPU s, crop and hash ${seconds.hash.toFixed(2)} CPU s`);
console.log(`${Math.round(patches / seconds.hash)} patches per CPU second of crop and hash`);
console.log(`${Math.round(patches / total)} patches per CPU second with cutting`);

function crossSection(axis: number, index: number): Uint8Array {
  if (axis === 0) return voxels.subarray(index * edge * edge, (index + 1) * edge * edge);
  if (axis === 2) return turned[index % together] ?? voxels;
  const pixels = new Uint8Array(edge * edge);
  for (let z = 0; z < edge; z++) {
    const row = (z * edge + index) * edge;
    pixels.set(voxels.subarray(row, row + edge), z * edge);
  }
  return pixels;
}

function cutTogether(first: number): void {
  for (let row = 0; row < edge * edge; row++) {
    const start = row * edge + first;
    for (let x = 0; x < together; x++) {
      const pixels = turned[x];
      if (pixels) pixels[row] = voxels[start + x] ?? 0;
    }
  }
}

function timed<T>(part: 'cut' | 'hash', work: () => T): T {
  const start = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(start);
  seconds[part] += (user + system) / 1e6;
  return value;
}
