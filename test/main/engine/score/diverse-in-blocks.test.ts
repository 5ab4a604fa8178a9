import { expect, test } from 'vitest';
import { xorshift32 } from '../../../../src/main/engine/kernel/xorshift32.ts';
import {
  type BlockSizes,
  diverseInBlocks,
  type Farthest,
} from '../../../../src/main/engine/score/diverse-in-blocks.ts';
import { farthestFirst } from '../../../../src/main/engine/score/farthest-first.ts';

/** 900 points of the plane: 40 far-off ones among clouds of very different sizes. */
const width = 2;
const { next } = xorshift32(4);
const share = () => next() / 2 ** 32;
const values = Float32Array.from({ length: 900 * width }, (_, i) => {
  const row = Math.floor(i / width);
  return row % 22 === 0 ? 100 * share() : 3 * share();
});
const all = Array.from({ length: 900 }, (_, row) => row);
const small: BlockSizes = { blockRows: 100, candidates: 360, firstPicks: 60 };

let largest = 0;
const farthest: Farthest = async (rows, taken, most) => {
  const both = [...taken, ...rows];
  largest = Math.max(largest, both.length);
  const of = both.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]);
  const found = farthestFirst(Float32Array.from(of), width, taken.length, most);
  return Array.from(found, (at) => both[at] ?? 0);
};
const eachBlock = <B>(blocks: readonly B[], work: (block: B) => Promise<void>) =>
  Promise.all(blocks.map(work));
const order = (most: number, sizes = small, taken: number[] = []) =>
  diverseInBlocks(
    all.filter((row) => !taken.includes(row)),
    taken,
    most,
    farthest,
    eachBlock,
    sizes,
  );

/** Largest distance of a row from the nearest that was picked. */
function gap(picked: readonly number[]): number {
  const distance = (a: number, b: number) =>
    Math.hypot(
      (values[a * 2] ?? 0) - (values[b * 2] ?? 0),
      (values[a * 2 + 1] ?? 0) - (values[b * 2 + 1] ?? 0),
    );
  return Math.max(...all.map((row) => Math.min(...picked.map((each) => distance(row, each)))));
}

test('every row comes once, and fewer picks are the first of more', async () => {
  const whole = await order(900);
  expect([...whole].sort((a, b) => a - b)).toEqual(all);
  for (const most of [1, 30, 60, 61, 300]) {
    expect((await order(most)).slice(0, most)).toEqual(whole.slice(0, most));
  }
});

test('one block is farthest-first itself', async () => {
  const one = { ...small, blockRows: 900 };
  expect((await order(50, one)).slice(0, 50)).toEqual((await farthest(all, [], 50)).slice(0, 50));
});

test('picks cover about as well as those among all rows at once, and far better than any', async () => {
  for (const most of [30, 60, 200]) {
    const picked = gap((await order(most)).slice(0, most));
    const best = gap((await farthest(all, [], most)).slice(0, most));
    expect(picked).toBeLessThan(2 * best);
    expect(picked).toBeLessThan(gap(all.slice(0, most)));
  }
});

test('no step takes more rows than a block, or the candidates', async () => {
  largest = 0;
  await order(900);
  expect(largest).toBeLessThanOrEqual(small.candidates);
});

test('what is taken is kept away from and not picked', async () => {
  const taken = [0, 22];
  const picked = await order(100, small, taken);
  expect(picked.some((row) => taken.includes(row))).toBe(false);
  expect(await order(0, small, all)).toEqual([]);
});
