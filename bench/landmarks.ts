// node bench/landmarks.ts [DATA] [tune|report] [ROUNDS]: pieces of real volumes at random displacements, each a source of
// its own, with other contrast and noise: which overlaps are found, by the share of them, and how many pairs are called
// overlaps that have none.
import { resolve } from 'node:path';
import { findLandmarks } from '../src/main/engine/landmark/find-landmarks.ts';
import type { Landmarks } from '../src/main/engine/landmark/landmarks.ts';
import { isOverlap } from '../src/main/engine/relation/align-landmarks.ts';
import type { LookedInto } from '../src/main/engine/relation/landmark-frames.ts';
import { relateLandmarks } from '../src/main/engine/relation/like-landmarks.ts';
import { succeed } from '../src/shared/failure.ts';
import { cutPiece, type Held, type Piece, readReal, twoBoxes } from './landmark-volumes.ts';

const data = resolve(process.argv[2] ?? '../shared/data', 'em');
const tune = process.argv[3] === 'tune';
const rounds = Number(process.argv[4] ?? 3);
const parts = [0.05, 0.1, 0.25, 0.5];

const held = await readReal(data, tune);
const pieces: Piece[] = [];
for (const each of held) {
  for (const part of parts) {
    for (let round = 0; round < rounds; round++) {
      const seed = pieces.length + 1;
      const { shape, one, other } = twoBoxes(each.shape, part, seed);
      pieces.push(cutPiece(each, one, shape, seed), cutPiece(each, other, shape, seed + 1));
    }
  }
  // The same specimen, all of it, twice.
  for (let twice = 0; twice < 2; twice++)
    pieces.push(cutPiece(each, { z: 0, y: 0, x: 0 }, each.shape, pieces.length + 1));
}
let from = performance.now();
const landmarks: Landmarks[] = [];
for (const piece of pieces) landmarks.push(await landmarksOf(piece));
const voxels = pieces.reduce((sum, { shape: { z, y, x } }) => sum + z * y * x, 0);
console.log(
  `${pieces.length} pieces of ${held.length} volumes, ${(voxels / 1e6).toFixed(0)} million voxels, ${landmarks.reduce((sum, { count }) => sum + count, 0)} landmarks in ${seconds(from)} s`,
);

const columns = joined(landmarks);
const volumes: LookedInto[] = pieces.map(({ shape, zPerX }, i) => ({
  id: i,
  source: i,
  isPicture: false,
  ...shape,
  zPerX,
}));
from = performance.now();
const related = await relateLandmarks(
  { all: columns, volumes, sources: pieces.length, mostRows: 8_000_000 },
  {},
  async () => {},
);
console.log(`${related.length} pairs of sources have like landmarks; judged in ${seconds(from)} s`);

const best = new Map(related.map(({ a, b, alignments }) => [`${a} ${b}`, alignments[0]]));
const table = new Map<string, { pairs: number; found: number; right: number }>();
let [apart, wrong] = [0, 0];
for (let a = 0; a < pieces.length; a++) {
  for (let b = a + 1; b < pieces.length; b++) {
    const [one, other] = [pieces[a], pieces[b]];
    if (!one || !other) continue;
    const alignment = best.get(`${a} ${b}`);
    const isFound = alignment !== undefined && isOverlap(alignment);
    const share = one.base === other.base ? shareOf(one, other) : 0;
    if (share === null) continue;
    if (share < 0.02) {
      if (share > 0) continue;
      apart++;
      if (isFound) {
        wrong++;
        console.log(`called an overlap: ${one.name} and ${other.name}`, JSON.stringify(alignment));
      }
      continue;
    }
    const bin = binOf(share);
    const row = table.get(bin) ?? { pairs: 0, found: 0, right: 0 };
    row.pairs++;
    if (isFound) row.found++;
    if (isFound && isRight(one, other, alignment.displacement)) row.right++;
    else if (isFound) console.log('elsewhere', one.name, other.name, JSON.stringify(alignment));
    table.set(bin, row);
    if (process.argv[5] && !isFound)
      console.log(
        'missed',
        share.toFixed(3),
        one.name,
        JSON.stringify(one.shape),
        other.name,
        JSON.stringify(alignment),
      );
  }
}
for (const [bin, { pairs, found, right }] of [...table].sort())
  console.log(
    `overlap ${bin}: ${found} of ${pairs} found (${((100 * found) / pairs).toFixed(1)} %), ${right} at the right place`,
  );
console.log(`without an overlap: ${wrong} of ${apart} pairs called one`);

async function landmarksOf({ shape, zPerX, samples }: Held): Promise<Landmarks> {
  const found = await findLandmarks(
    {
      shape,
      zPerX,
      readRows: async (z, y0, y1) =>
        succeed(samples.subarray((z * shape.y + y0) * shape.x, (z * shape.y + y1) * shape.x)),
    },
    async () => {},
  );
  if (!found.ok) throw new Error('unreadable');
  return found.value;
}

function joined(all: readonly Landmarks[]) {
  const count = all.reduce((sum, each) => sum + each.count, 0);
  const result = {
    volume: new Uint32Array(count),
    z: new Float32Array(count),
    y: new Float32Array(count),
    x: new Float32Array(count),
    octave: new Uint8Array(count),
    turn: new Uint8Array(count),
    bright: new Uint8Array(count),
    descriptors: new Uint8Array(count * 16),
  };
  let at = 0;
  for (const [i, each] of all.entries()) {
    result.volume.fill(i, at, at + each.count);
    for (const name of ['z', 'y', 'x', 'octave', 'turn', 'bright'] as const)
      result[name].set(each[name], at);
    result.descriptors.set(each.descriptors, at * 16);
    at += each.count;
  }
  return result;
}

/** Of the smaller piece; null where only the sections differ: neighbouring sections show nearly the same. */
function shareOf(one: Piece, other: Piece): number | null {
  const along = (axis: 'z' | 'y' | 'x') =>
    Math.max(
      0,
      Math.min(one.at[axis] + one.shape[axis], other.at[axis] + other.shape[axis]) -
        Math.max(one.at[axis], other.at[axis]),
    );
  if (along('z') === 0 && along('y') * along('x') > 0) return null;
  const size = ({ shape: { z, y, x } }: Piece) => z * y * x;
  return (along('z') * along('y') * along('x')) / Math.min(size(one), size(other));
}

function binOf(share: number): string {
  const edges = [0.02, 0.035, 0.075, 0.15, 0.35, 0.75, 1.01];
  const i = edges.findIndex((edge) => share < edge);
  return `${edges[i - 1]} to ${edges[i]}`;
}

function isRight(
  one: Piece,
  other: Piece,
  { z, y, x }: { z: number; y: number; x: number },
): boolean {
  const off = [
    z - (other.at.z - one.at.z),
    y - (other.at.y - one.at.y),
    x - (other.at.x - one.at.x),
  ];
  return off.every((each) => Math.abs(each) <= 3);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(1);
}
