import { expect, test } from 'vitest';
import { runsOf } from '../../../../src/main/engine/export/runs.ts';

async function* letters(text: string): AsyncGenerator<string> {
  yield* text;
}

async function taken(text: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { first, rows } of runsOf(letters(text), (letter) => letter)) {
    let run = '';
    for await (const letter of rows) run += letter;
    expect(run[0]).toBe(first);
    found.push(run);
  }
  return found;
}

test('a sequence is taken apart where its key changes', async () => {
  expect(await taken('aabcccca')).toEqual(['aa', 'b', 'cccc', 'a']);
  expect(await taken('')).toEqual([]);
});

test('a run that is not read to its end is skipped', async () => {
  const firsts: string[] = [];
  for await (const { first } of runsOf(letters('aabccc'), (letter) => letter)) firsts.push(first);
  expect(firsts).toEqual(['a', 'b', 'c']);
});
