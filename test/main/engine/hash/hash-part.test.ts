import { describe, expect, test } from 'vitest';
import {
  type HashPartOptions,
  hashPart,
  type PartToHash,
} from '../../../../src/main/engine/hash/hash-part.ts';
import { hashHex } from '../../../../src/main/engine/hash/patch-hash.ts';
import {
  bytesPerHash,
  differenceHash,
} from '../../../../src/main/engine/kernel/difference-hash.ts';
import { createPlainWeigher } from '../../../../src/main/engine/kernel/weigher.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { cropSpans } from '../../../../src/main/engine/patch/crop-grid.ts';
import { slabShape } from '../../../../src/main/engine/slice/read-slab.ts';
import { sliceResident } from '../../../../src/main/engine/slice/resident-volume.ts';
import { sectionIndices } from '../../../../src/main/engine/slice/section-indices.ts';
import type { CutMode } from '../../../../src/shared/cut.ts';
import { succeed } from '../../../../src/shared/failure.ts';
import type { Plane } from '../../../../src/shared/patch.ts';
import type { Shape } from '../../../../src/shared/volume.ts';
import { generateSpheres } from '../../../golden/generate-image.ts';
import { cropImage } from '../../../golden/read-image.ts';

interface Case {
  readonly shape: Shape;
  readonly patchSize: number;
  readonly hashSize: number;
  readonly mode: CutMode;
  readonly spacing: number;
}

function spheres({ z, y, x }: Shape, seed: number): Uint8Array {
  const n = 40;
  return generateSpheres({ d: z, h: y, w: x, n, rmax: 12, bg: 128, noise: 3, seed }).voxels;
}

/** Each patch by itself, by the plain hash: one hexadecimal word a patch, one list a cross-section. */
function hashPlainly(voxels: Uint8Array, plane: Plane, positions: readonly number[], of: Case) {
  const { shape, patchSize, hashSize, mode } = of;
  const { height, width } = slabShape(shape, plane);
  const columns = cropSpans(width, patchSize, mode);
  return positions.map((position) => {
    const pixels = sliceResident(voxels, shape, plane, position);
    return cropSpans(height, patchSize, mode).map(([y0, y1]) =>
      columns.map(([x0, x1]) => {
        const patch = cropImage({ pixels, height, width }, { y0, y1, x0, x1 });
        const size = { patchSize, hashSize };
        return hashHex(differenceHash(patch.pixels, patch.width, patch.height, size));
      }),
    );
  });
}

function words(hashes: Uint8Array, hashSize: number): string[] {
  const length = bytesPerHash(hashSize);
  return Array.from({ length: hashes.length / length }, (_, i) =>
    hashHex(hashes.subarray(i * length, (i + 1) * length)),
  );
}

async function expectEqual(of: Case, seed: number, options: HashPartOptions = {}) {
  const { shape, patchSize, hashSize, mode, spacing } = of;
  const voxels = spheres(shape, seed);
  const [xy, xz, yz] = (['xy', 'xz', 'yz'] as const).map((plane) =>
    sectionIndices(slabShape(shape, plane).count, spacing, mode),
  );
  const plain = {
    xy: hashPlainly(voxels, 'xy', xy ?? [], of),
    xz: hashPlainly(voxels, 'xz', xz ?? [], of),
    yz: hashPlainly(voxels, 'yz', yz ?? [], of),
  };
  for (const [row, depth] of cropSpans(shape.z, patchSize, mode).entries()) {
    const part: PartToHash = {
      shape,
      rows: cropSpans(shape.y, patchSize, mode),
      columns: cropSpans(shape.x, patchSize, mode),
      depth,
      xy: xy ?? [],
      xz: xz ?? [],
      yz: yz ?? [],
    };
    const read = async (z: number, y0: number, y1: number) =>
      succeed(voxels.subarray((z * shape.y + y0) * shape.x, (z * shape.y + y1) * shape.x));
    const found = await hashPart(part, { patchSize, hashSize }, read, options);
    if (!found.ok) throw new Error(found.failure.kind);
    expect(words(found.value.xy, hashSize)).toEqual(plain.xy.flat(2));
    expect(words(found.value.xz, hashSize)).toEqual(plain.xz.flatMap((rows) => rows[row] ?? []));
    expect(words(found.value.yz, hashSize)).toEqual(plain.yz.flatMap((rows) => rows[row] ?? []));
  }
}

const named: readonly (readonly [string, Case])[] = [
  [
    'whole patches',
    { shape: { z: 32, y: 64, x: 48 }, patchSize: 16, hashSize: 8, mode: 'paper-exact', spacing: 5 },
  ],
  [
    'a short last box on every axis',
    { shape: { z: 43, y: 44, x: 45 }, patchSize: 16, hashSize: 8, mode: 'paper-exact', spacing: 7 },
  ],
  [
    'dropped borders',
    { shape: { z: 37, y: 36, x: 35 }, patchSize: 16, hashSize: 8, mode: 'paper-exact', spacing: 1 },
  ],
  [
    'overlapping last boxes',
    {
      shape: { z: 37, y: 36, x: 35 },
      patchSize: 16,
      hashSize: 8,
      mode: 'no-pixel-lost',
      spacing: 3,
    },
  ],
  [
    'a thin volume',
    {
      shape: { z: 5, y: 70, x: 66 },
      patchSize: 32,
      hashSize: 8,
      mode: 'no-pixel-lost',
      spacing: 9,
    },
  ],
  [
    'a volume thinner than a patch along all axes',
    { shape: { z: 7, y: 9, x: 11 }, patchSize: 31, hashSize: 5, mode: 'no-pixel-lost', spacing: 2 },
  ],
  [
    'one plane',
    {
      shape: { z: 1, y: 40, x: 33 },
      patchSize: 32,
      hashSize: 8,
      mode: 'no-pixel-lost',
      spacing: 4,
    },
  ],
  [
    'one voxel',
    { shape: { z: 1, y: 1, x: 1 }, patchSize: 16, hashSize: 2, mode: 'paper-exact', spacing: 1 },
  ],
];

describe('a part hashed in one pass equals its patches hashed one by one', () => {
  test.each(named)('%s', async (_name, of) => {
    await expectEqual(of, 7);
  });

  // An odd patch size, more bits than pixels, and everything else at random.
  test.each(Array.from({ length: 24 }, (_, i) => i + 1))(
    'volume %d of the random ones',
    async (seed) => {
      const random = xorshift32(seed * 7919);
      const edge = (most: number) => 1 + random.below(most);
      await expectEqual(
        {
          shape: { z: edge(60), y: edge(90), x: edge(90) },
          patchSize: 16 + random.below(30),
          hashSize: 2 + random.below(31),
          mode: random.below(2) === 0 ? 'paper-exact' : 'no-pixel-lost',
          spacing: 1 + random.below(20),
        },
        seed,
      );
    },
  );

  test.each([3, 4, 5])('in the plain twin too, volume %d', async (seed) => {
    const shape = { z: 20 + seed, y: 30 + seed, x: 17 * seed };
    const of: Case = { shape, patchSize: 16, hashSize: seed, mode: 'paper-exact', spacing: 6 };
    await expectEqual(of, seed, { weigher: createPlainWeigher() });
  });

  test.each(['paper-exact', 'no-pixel-lost'] as const)(
    'when planes are too large to be held whole, %s',
    async (mode) => {
      const shape = { z: 23, y: 110, x: 40 };
      const of: Case = { shape, patchSize: 16, hashSize: 8, mode, spacing: 3 };
      await expectEqual(of, 11, { mostPixels: 40 * 35 });
      await expectEqual(of, 11, { mostPixels: 1 });
    },
  );
});

test('each plane is read once, in order, the next one while one is hashed', async () => {
  const shape = { z: 30, y: 20, x: 20 };
  const asked: number[] = [];
  const all = Array.from({ length: 20 }, (_, i) => i);
  const part: PartToHash = {
    shape,
    rows: [[0, 16]],
    columns: [[0, 16]],
    depth: [4, 20],
    xy: [2, 7, 28],
    xz: all,
    yz: all,
  };
  const found = await hashPart(part, { patchSize: 16, hashSize: 8 }, async (z, y0, y1) => {
    asked.push(z);
    return succeed(new Uint8Array((y1 - y0) * shape.x));
  });
  expect(found.ok).toBe(true);
  expect(asked).toEqual([2, ...Array.from({ length: 16 }, (_, i) => i + 4), 28]);
});

test('a plane that cannot be read fails the part', async () => {
  const part = { shape: { z: 2, y: 4, x: 4 }, rows: [[0, 4]], columns: [[0, 4]] } as const;
  const failure = { kind: 'file-missing', path: 'gone.mrc' } as const;
  const read = async (z: number) =>
    z === 0 ? succeed(new Uint8Array(16)) : { ok: false as const, failure };
  const ask = { ...part, depth: null, xy: [0, 1], xz: [], yz: [] };
  const found = await hashPart(ask, { patchSize: 16, hashSize: 8 }, read);
  expect(found).toEqual({ ok: false, failure });
});
