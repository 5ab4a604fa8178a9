import { expect, test } from 'vitest';
import { turned } from '../../../../src/main/engine/kernel/turns.ts';
import {
  isOverlap,
  type LandmarkAlignment,
} from '../../../../src/main/engine/relation/align-landmarks.ts';
import { joinColumns } from '../../../../src/main/engine/relation/join-columns.ts';
import { relateLandmarks } from '../../../../src/main/engine/relation/like-landmarks.ts';
import type { RelatedSources } from '../../../../src/main/engine/relation/relate-sources.ts';
import { withLandmarks } from '../../../../src/main/engine/relation/with-landmarks.ts';
import { landmarkWords } from '../../../../src/shared/relation.ts';
import { boxOf, landmarksOf, remade, type Tissue, tissueOf } from '../landmark/tissue.ts';

const thick = tissueOf({ z: 3, y: 260, x: 280 }, null, 11);
const deep = tissueOf({ z: 70, y: 110, x: 120 }, 1, 12);

/** Each volume a source of its own. */
async function related(tissues: readonly Tissue[]): Promise<RelatedSources[]> {
  const volumes = tissues.map(({ shape, zPerX }, source) => ({
    id: source + 100,
    source,
    isPicture: false,
    ...shape,
    zPerX,
  }));
  const all = joinColumns(await Promise.all(tissues.map((tissue) => landmarksOf(tissue))));
  const asked = { all, volumes, sources: tissues.length, mostRows: 1e6 };
  const aligned = await relateLandmarks(asked, {}, async () => {});
  return withLandmarks(
    [],
    aligned,
    volumes,
    tissues.map(() => 5),
    12,
  );
}

test('two overlapping regions are found wherever they lie in each other, and two others are not', async () => {
  const found = await related([
    boxOf(thick, { z: 0, y: 3, x: 5 }, { z: 3, y: 180, x: 170 }, 1),
    tissueOf({ z: 3, y: 180, x: 170 }, null, 99),
    boxOf(thick, { z: 0, y: 78, x: 108 }, { z: 3, y: 180, x: 170 }, 2),
  ]);
  expect(found.map(({ a, b, record }) => [a, b, record.kind])).toEqual([[0, 2, 'same']]);
  expect(found[0]?.record.landmarks).toMatchObject({
    z: 0,
    y: 75,
    x: 103,
    scale: 1,
    quarters: 0,
    mirrored: false,
    inverted: false,
    volumes: 1,
    volumeA: 100,
    volumeB: 102,
  });
  const share = (105 * 67) / (180 * 170);
  expect(found[0]?.record.landmarks?.shareA).toBeCloseTo(share, 1);
});

test('in a volume of thin sections an overlap is found along z too', async () => {
  const found = await related([
    boxOf(deep, { z: 0, y: 0, x: 0 }, { z: 50, y: 90, x: 100 }, 3),
    boxOf(deep, { z: 17, y: 9, x: 14 }, { z: 50, y: 98, x: 101 }, 4),
  ]);
  const landmarks = found[0]?.record.landmarks;
  expect(landmarks?.y).toBe(9);
  expect(landmarks?.x).toBe(14);
  expect(Math.abs((landmarks?.z ?? 0) - 17)).toBeLessThanOrEqual(1);
});

test.each([
  [1, 'turned by 90°'],
  [2, 'turned by 180°'],
  [4, 'mirrored'],
  [7, 'mirrored, turned by 270°'],
])('a copy that was turned by symmetry %d is found, and how it was turned', async (turn, words) => {
  // A place p of the copy is turn(p) of the original, moved to where it is all inside.
  const whole = { z: 3, y: 200, x: 200 };
  const [lowY, lowX] = turned(turn, 199, 199).map((edge) => Math.min(0, edge));
  const copy = remade(thick, whole, (z, y, x) => {
    const [toY, toX] = turned(turn, y, x);
    return [z, toY - (lowY ?? 0) + 20, toX - (lowX ?? 0) + 30];
  });
  const [found] = await related([thick, copy]);
  expect(landmarkWords(found?.record.landmarks ?? null)).toContain(words);
  const [y, x] = [20 - (lowY ?? 0), 30 - (lowX ?? 0)];
  const landmarks = found?.record.landmarks;
  expect(Math.abs((landmarks?.y ?? 0) - y)).toBeLessThanOrEqual(1);
  expect(Math.abs((landmarks?.x ?? 0) - x)).toBeLessThanOrEqual(1);
});

test('sections in reverse, inverted contrast and half the size are found and told', async () => {
  const inverted = remade(
    thick,
    thick.shape,
    (z, y, x) => [2 - z, y, x],
    (value) => 255 - value,
  );
  const half = remade(thick, { z: 3, y: 130, x: 140 }, (z, y, x) => [z, 2 * y, 2 * x]);
  for (let at = 0; at < half.voxels.length; at++) {
    const [z, y, x] = [Math.floor(at / 18_200), Math.floor(at / 140) % 130, at % 140];
    const from = (z * 260 + 2 * y) * 280 + 2 * x;
    const sum = [0, 1, 280, 281].reduce((all, step) => all + (thick.voxels[from + step] ?? 0), 0);
    half.voxels[at] = sum / 4;
  }
  const found = await related([thick, inverted, half]);
  const wordsOf = (a: number, b: number) =>
    landmarkWords(found.find((each) => each.a === a && each.b === b)?.record.landmarks ?? null);
  expect(wordsOf(0, 1)).toMatch(
    /sections in reverse, contrast inverted, shifted by 2, 0, 0 voxels/,
  );
  expect(wordsOf(0, 2)).toMatch(/^100% and 100% shared: scaled by 2/);
});

test('a mark that both have in one corner makes no overlap', () => {
  const aligned = { agree: 60, of: 400, byChance: 2, spread: 1 / 16 } as LandmarkAlignment;
  expect(isOverlap(aligned)).toBe(false);
  expect(isOverlap({ ...aligned, spread: 0.5 })).toBe(true);
  expect(isOverlap({ ...aligned, spread: 0.5, byChance: 20 })).toBe(false);
  expect(isOverlap({ ...aligned, spread: 0.5, agree: 7 })).toBe(false);
});
