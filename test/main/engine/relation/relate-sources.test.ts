import { expect, test } from 'vitest';
import { nearestAcross } from '../../../../src/main/engine/kernel/nearest-across.ts';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import {
  type RelatedSources,
  relateSources,
} from '../../../../src/main/engine/relation/relate-sources.ts';
import { alignmentWords } from '../../../../src/shared/relation.ts';

/** An exemplar of a generated source. */
interface Patch {
  readonly hash: readonly number[];
  readonly volume: number;
  readonly plane: number;
  readonly at: readonly [z: number, y: number, x: number];
}

const limit = 12;
const edge = 224;

/** What a specimen shows at a place, as 64 bits: the same seed and place give the same. */
function bitsAt(seed: number, z: number, y: number, x: number): number[] {
  const place = (z * 19_349_663) ^ (y * 83_492_791) ^ (x * 2_654_435);
  const random = xorshift32((seed * 73_856_093) ^ place);
  for (let i = 0; i < 8; i++) random.next();
  return Array.from({ length: 8 }, () => random.byte());
}

/** A grid of 6 x 3 x 3 patches of the specimen of a seed, its origin moved. */
function volumeOf(
  seed: number,
  volume: number,
  origin: readonly [number, number, number],
  { plane = 0, noise = 0 } = {},
): Patch[] {
  const random = xorshift32(seed + volume * 1000);
  const places = Array.from({ length: 54 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3) % 3, i % 3];
    return [Math.floor(i / 9), row * edge, column * edge] as const;
  });
  return places.map(([z, y, x]) => {
    const hash = bitsAt(seed, z + origin[0], y + origin[1], x + origin[2]);
    for (let flip = 0; flip < noise; flip++) {
      const byte = random.below(8);
      hash[byte] = (hash[byte] ?? 0) ^ (1 << random.below(8));
    }
    return { hash, volume, plane, at: [z, y, x] };
  });
}

const even = (volume: number, count: number): Patch[] =>
  Array.from({ length: count }, (_, i) => ({
    hash: [0, 0, 0, 0, 0, 0, 0, i % 8],
    volume,
    plane: 0,
    at: [i, 0, 0],
  }));

async function relate(...sources: readonly (readonly Patch[])[]): Promise<RelatedSources[]> {
  const patches = sources.flat();
  const hashes = Uint8Array.from(patches.flatMap(({ hash }) => hash));
  const groupOf = Uint16Array.from(sources.flatMap((own, group) => own.map(() => group)));
  const column = (of: (patch: Patch) => number) => Uint32Array.from(patches, of);
  const exemplars = {
    hashes,
    bytesPerHash: 8,
    limit,
    groupOf,
    ordinal: column(() => 0).map((_, i) => i + 100),
    places: {
      volume: column(({ volume }) => volume),
      plane: Uint8Array.from(patches, ({ plane }) => plane),
      position: column(({ plane, at }) => at[plane % 3] ?? 0),
      y0: column(({ plane, at }) => (plane % 3 === 0 ? at[1] : at[0])),
      x0: column(({ plane, at }) => (plane === 2 ? at[1] : at[2])),
    },
    patchSize: edge,
    zPerX: sources.map(() => 1),
    near: nearestAcross(hashes, 8, groupOf, limit, 1_000_000),
  };
  return relateSources(exemplars, async () => {});
}

test('overlapping parts of one specimen are found, with where one lies in the other', async () => {
  const whole = volumeOf(1, 10, [0, 0, 0]);
  const part = volumeOf(1, 20, [2, edge, edge], { noise: 5 });
  const [relation] = await relate(whole, part, volumeOf(2, 30, [0, 0, 0]));
  expect(relation).toMatchObject({ a: 0, b: 1, record: { kind: 'same' } });
  expect(alignmentWords(relation?.record.alignment ?? null)).toBe(
    'shifted by 2, 224, 224 voxels in 16 of 16 pairs',
  );
  expect(relation?.record).toMatchObject({
    a: { exemplars: 54, near: 16, telling: 16 },
    b: { exemplars: 54, near: 16, telling: 16 },
    alignment: { volumeA: 10, volumeB: 20 },
  });
  expect(relation?.record.distances.reduce((sum, count) => sum + count)).toBe(16);
});

test('a displacement is told along z, y and x whatever the plane of the patches', async () => {
  for (const plane of [1, 2]) {
    const one = volumeOf(3, 10, [0, 0, 0], { plane });
    const other = volumeOf(3, 20, [1, edge, 0], { plane });
    const [relation] = await relate(one, other);
    expect(relation?.record.alignment).toMatchObject({ z: 1, y: edge, x: 0 });
  }
});

test('pictures of a group count as one volume without a place along z', async () => {
  const inPictures = (patches: readonly Patch[], from: number) =>
    patches.map((patch): Patch => {
      const [z, y, x] = patch.at;
      return { ...patch, plane: 3, volume: from + z, at: [0, y, x] };
    });
  const one = inPictures(volumeOf(4, 0, [0, 0, 0]), 10);
  const other = inPictures(volumeOf(4, 0, [0, 0, edge]), 40);
  const [relation] = await relate(one, other);
  expect(relation?.record.kind).toBe('same');
  expect(alignmentWords(relation?.record.alignment ?? null)).toBe(
    'shifted by 0, 224 pixels in 36 of 36 pairs',
  );
});

test('unrelated sources have nothing beyond chance', async () => {
  const sources = Array.from({ length: 12 }, (_, i) => volumeOf(20 + i, 10 + i, [0, 0, 0]));
  const kinds = (await relate(...sources)).map(({ record }) => record.kind);
  expect(new Set([...kinds, 'chance'])).toEqual(new Set(['chance']));
});

test('empty patches alone relate nothing, however many', async () => {
  const one = [...volumeOf(5, 10, [0, 0, 0]), ...even(10, 40)];
  const other = [...volumeOf(6, 20, [0, 0, 0]), ...even(20, 40)];
  const [relation] = await relate(one, other);
  expect(relation?.record).toMatchObject({
    kind: 'chance',
    a: { near: 40, telling: 0 },
    alignment: null,
  });
});

test('alike patches that lie in no common order are alike, not the same specimen', async () => {
  const one = volumeOf(7, 10, [0, 0, 0]);
  const places = one.map(({ at }) => at);
  const moved = one.slice(0, 24).map((patch, i): Patch => {
    const at = places[(i * 17 + i * i) % places.length] ?? [0, 0, 0];
    return { ...patch, volume: 20, at };
  });
  const [relation] = await relate(one, [...moved, ...volumeOf(8, 20, [0, 0, 0])]);
  expect(relation?.record.kind).toBe('alike');
});

test('half of the smaller source is the same specimen even where places tell nothing', async () => {
  const single = (seed: number, volume: number, count: number): Patch[] =>
    Array.from({ length: count }, (_, i) => ({
      hash: bitsAt(seed, i, 0, 0),
      volume: volume + i,
      plane: 3,
      at: [0, 0, 0],
    }));
  const [relation] = await relate(single(9, 100, 40), single(9, 300, 15));
  expect(relation?.record).toMatchObject({ kind: 'same', b: { near: 15 } });
  expect(relation?.record.alignment?.byChance).toBe(relation?.record.alignment?.agree);
});

test('what a source shares with all others is not taken for a relation', async () => {
  const border = volumeOf(50, 99, [0, 0, 0]).slice(0, 14);
  const sources = Array.from({ length: 7 }, (_, i) => [
    ...volumeOf(60 + i, 10 + i, [0, 0, 0]),
    ...border.map((patch, at): Patch => {
      const z = (at * (i * i + 3)) % 29;
      return { ...patch, volume: 10 + i, at: [z, 0, 0] };
    }),
  ]);
  const kinds = (await relate(...sources)).map(({ record }) => record.kind);
  expect(new Set(kinds)).toEqual(new Set(['chance']));
});

test('examples come from all over the volumes, nearest first', async () => {
  const one = volumeOf(1, 10, [0, 0, 0]);
  const other = volumeOf(1, 20, [0, 0, 0], { noise: 6 });
  const [relation] = await relate(one, other);
  const examples = relation?.record.examples ?? [];
  expect(examples.length).toBe(50);
  const distances = examples.map(({ distance }) => distance);
  expect(distances).toEqual([...distances].sort((a, b) => a - b));
  expect(examples.every(({ a, b, agrees }) => agrees && b - a === 54)).toBe(true);
});
