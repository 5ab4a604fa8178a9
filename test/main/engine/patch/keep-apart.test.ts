import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import { type Candidate, keepApart } from '../../../../src/main/engine/patch/keep-apart.ts';

const cube = (z: number, y: number, x: number, edge = 10): Candidate['box'] => [
  [z, z + edge],
  [y, y + edge],
  [x, x + edge],
];

test('of two boxes that overlap the worthier is kept, of equals the earlier', () => {
  const [a, b, far] = [cube(0, 0, 0), cube(2, 0, 0), cube(100, 0, 0)];
  expect(
    keepApart([
      { volume: 1, box: a, worth: 1 },
      { volume: 1, box: b, worth: 2 },
    ]),
  ).toEqual([1]);
  expect(
    keepApart([
      { volume: 1, box: a, worth: 1 },
      { volume: 1, box: b, worth: 1 },
    ]),
  ).toEqual([0]);
  expect(
    keepApart([
      { volume: 1, box: a, worth: 1 },
      { volume: 1, box: far, worth: 2 },
    ]),
  ).toEqual([0, 1]);
});

test('boxes of two volumes never overlap', () => {
  const box = cube(0, 0, 0);
  expect(
    keepApart([
      { volume: 1, box, worth: 1 },
      { volume: 2, box, worth: 1 },
    ]),
  ).toEqual([0, 1]);
});

test('a tenth of the common volume may be shared', () => {
  // Cubes of 10 shifted by 8 share 200 of 1800, by 9 they share 100 of 1900.
  const shifted = (by: number) =>
    keepApart([cube(0, 0, 0), cube(0, 0, by)].map((box) => ({ volume: 1, box, worth: 1 })));
  expect(shifted(8)).toEqual([0]);
  expect(shifted(9)).toEqual([0, 1]);
});

test('boxes of all shapes are chosen as by comparing each with each', () => {
  const { below } = xorshift32(5);
  const candidates = Array.from({ length: 400 }, (): Candidate => {
    const box = [0, 1, 2].map(() => {
      const from = below(60);
      return [from, from + 1 + below(12)] as const;
    });
    return { volume: below(2), box: box as unknown as Candidate['box'], worth: below(5) };
  });
  const kept: number[] = [];
  const order = candidates
    .map((_, i) => i)
    .sort((a, b) => candidates[b]!.worth - candidates[a]!.worth || a - b);
  for (const i of order) {
    const isFree = kept.every((k) => {
      const [one, two] = [candidates[i]!, candidates[k]!];
      const sides = [0, 1, 2].map((axis) => {
        const [p, q] = [one.box[axis]!, two.box[axis]!];
        return Math.max(0, Math.min(p[1], q[1]) - Math.max(p[0], q[0]));
      });
      const size = ({ box }: Candidate) =>
        box.reduce((product, [from, to]) => product * (to - from), 1);
      const shared = sides.reduce((product, side) => product * side, 1);
      return one.volume !== two.volume || shared / (size(one) + size(two) - shared) <= 0.1;
    });
    if (isFree) kept.push(i);
  }
  expect(kept.length).toBeGreaterThan(50);
  expect(keepApart(candidates)).toEqual(kept.sort((a, b) => a - b));
});
