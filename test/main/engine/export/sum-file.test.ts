import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bagInfo, readSumLine, sumLine } from '../../../../src/main/engine/export/bag.ts';
import { readSums } from '../../../../src/main/engine/export/sum-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'sums-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sum = 'ab'.repeat(32);

async function read(text: string, from = 0) {
  const file = join(folder, 'list.txt');
  writeFileSync(file, text);
  const found = [];
  for await (const { entry, end } of readSums(file, from, 64)) found.push([entry?.path, end]);
  return found;
}

test('lines end with LF, CRLF or CR, and the last one need not end', async () => {
  const line = `${sum}  data/a`;
  const paths = (found: unknown[][]) => found.map(([path]) => path);
  for (const end of ['\n', '\r\n', '\r']) {
    expect(paths(await read([line, line, line].join(end)))).toEqual(['data/a', 'data/a', 'data/a']);
  }
});

test('reading goes on at the end of any line', async () => {
  const text = sumLine(sum, 'data/a') + sumLine(sum, 'data/b') + sumLine(sum, 'data/c');
  const all = await read(text);
  for (const [i, [, end]] of all.entries()) {
    expect(await read(text, Number(end))).toEqual(all.slice(i + 1));
  }
});

test('a line without an end is not kept in memory, and is no entry', async () => {
  const found = await read(`${sum}  data/${'x'.repeat(500_000)}\n${sumLine(sum, 'data/b')}`);
  expect(found.map(([path]) => path)).toEqual([undefined, 'data/b']);
});

test('paths of any characters come back', () => {
  for (const path of ['data/50%', 'data/%0A', 'data/line\nbreak\r', 'data/ 肝臓 ']) {
    expect(readSumLine(sumLine(sum, path).slice(0, -1), 64)).toEqual({ sum, path });
  }
  expect(readSumLine(`${sum}x  data/a`, 64)).toBeNull();
});

test('what a bag says of itself is one line a thing, whatever the title is', () => {
  const info = bagInfo({ title: 'Two\ncells: \r x', software: 'EM Curator 1', bytes: 7, files: 2 });
  expect(info).toBe(
    'External-Description: Two cells: x\nBag-Software-Agent: EM Curator 1\nPayload-Oxum: 7.2\n',
  );
});
