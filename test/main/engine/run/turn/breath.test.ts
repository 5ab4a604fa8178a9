import { expect, test } from 'vitest';
import { breath, inBreaths, type Steps } from '../../../../../src/main/engine/run/turn/breath.ts';

test('of several that breathe at once one goes on in each turn of the loop', async () => {
  const turns: number[] = [];
  let turn = 0;
  let isDone = false;
  const count = () => {
    turn++;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  const breathe = async () => {
    for (let i = 0; i < 3; i++) {
      await breath();
      turns.push(turn);
    }
  };
  await Promise.all([breathe(), breathe(), breathe()]);
  isDone = true;
  expect(new Set(turns).size).toBe(9);
});

test('work in breaths is begun at once, done to its end, and what it throws is thrown', async () => {
  const seen: string[] = [];
  function* work(): Steps<number> {
    seen.push('begun');
    yield;
    seen.push('went on');
    return 7;
  }
  const done = inBreaths(work());
  expect(seen).toEqual(['begun']);
  expect(await done).toBe(7);
  function* failing(): Steps<never> {
    yield;
    throw new Error('of itself');
  }
  await expect(inBreaths(failing())).rejects.toThrow('of itself');
});
