import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import {
  commonDisplacements,
  type Displacements,
  type FrameDisplacement,
  hasDisplacement,
  type Tolerance,
} from '../../../../src/main/engine/relation/common-displacement.ts';

type Moved = readonly [frame: number, z: number, y: number, x: number];

const displacements = (pairs: readonly Moved[]): Displacements => {
  const column = (at: 0 | 1 | 2 | 3) => Int32Array.from(pairs, (pair) => pair[at]);
  return { frame: column(0), z: column(1), y: column(2), x: column(3) };
};

/** The plain twin: every pair's displacement is compared with every other one's. */
function plainly(pairs: readonly Moved[], within: Tolerance): FrameDisplacement[] {
  const isNear = (one: Moved, other: Moved) =>
    one[0] === other[0] &&
    Math.abs(one[1] - other[1]) <= within.z &&
    Math.abs(one[2] - other[2]) <= within.y &&
    Math.abs(one[3] - other[3]) <= within.x;
  const length = (pair: Moved) => Math.abs(pair[1]) + Math.abs(pair[2]) + Math.abs(pair[3]);
  const ranked = pairs.map((pair) => ({
    pair,
    agree: pairs.filter((other) => isNear(pair, other)).length,
    same: pairs.filter((other) => other.join() === pair.join()).length,
  }));
  ranked.sort(
    (a, b) =>
      b.agree - a.agree ||
      b.same - a.same ||
      length(a.pair) - length(b.pair) ||
      a.pair[1] - b.pair[1] ||
      a.pair[2] - b.pair[2] ||
      a.pair[3] - b.pair[3],
  );
  const best = new Map<number, FrameDisplacement>();
  for (const { pair, agree } of ranked) {
    const [frame, z, y, x] = pair;
    if (!best.has(frame)) best.set(frame, { frame, z, y, x, agree });
  }
  return [...best.values()].sort((a, b) => b.agree - a.agree || a.frame - b.frame);
}

const tight = { z: 1, y: 2, x: 2 };

test('the displacement that most pairs have is found, with those near it', () => {
  const pairs: Moved[] = [
    [0, 5, 0, 448],
    [0, 6, 0, 448],
    [0, 5, 0, 448],
    [0, 9, 0, 448],
    [0, -40, 224, 0],
  ];
  expect(commonDisplacements(displacements(pairs), tight)).toEqual([
    { frame: 0, z: 5, y: 0, x: 448, agree: 3 },
  ]);
});

test('each pair of volumes has a displacement of its own, that with most pairs first', () => {
  const pairs: Moved[] = [
    [0, 1, 0, 0],
    [1, 7, 7, 7],
    [1, 7, 7, 8],
  ];
  expect(commonDisplacements(displacements(pairs), tight)).toEqual([
    { frame: 1, z: 7, y: 7, x: 7, agree: 2 },
    { frame: 0, z: 1, y: 0, x: 0, agree: 1 },
  ]);
});

test('a pair has a displacement when it lies within the tolerance of it in its own volumes', () => {
  const own = displacements([
    [0, 5, 2, 448],
    [1, 5, 0, 448],
    [0, 5, 3, 448],
  ]);
  const common = { frame: 0, z: 5, y: 0, x: 448 };
  expect([0, 1, 2].map((at) => hasDisplacement(own, at, common, tight))).toEqual([
    true,
    false,
    false,
  ]);
});

test.each([
  [3, 12],
  [60, 6],
  [150, 40],
  [300, 9],
  [320, 300],
])('on %d random pairs over a range of %d voxels it agrees with the plain twin', (count, range) => {
  const random = xorshift32(count + range);
  const off = () => random.below(range) - (range >> 1);
  const pairs = Array.from(
    { length: count },
    (): Moved => [random.below(3), off(), off() * 2, off()],
  );
  for (const within of [tight, { z: 1, y: 1, x: 1 }, { z: 14, y: 14, x: 14 }]) {
    const expected = plainly(pairs, within);
    expect(commonDisplacements(displacements(pairs), within)).toEqual(expected);
    const mixed = [...pairs].sort((one, other) => other[3] - one[3] || one[1] - other[1]);
    expect(commonDisplacements(displacements(mixed), within)).toEqual(expected);
  }
});
