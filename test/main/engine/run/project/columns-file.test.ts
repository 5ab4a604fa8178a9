import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { columnsFile } from '../../../../../src/main/engine/run/project/columns-file.ts';
import {
  type ExemplarColumns,
  emptyColumns,
} from '../../../../../src/main/engine/run/project/exemplar-columns.ts';
import { atOnce } from '../../../../../src/main/engine/run/turn/breath.ts';

const folder = mkdtempSync(join(tmpdir(), 'curator-columns-'));
const path = join(folder, 'cache', 'exemplar-columns.bin');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns = emptyColumns(1001);
for (let row = 0; row < columns.count; row++) {
  columns.ordinal[row] = 3 * row;
  columns.source[row] = row >> 6;
  columns.position[row] = 0xffffffff - row;
  columns.x1[row] = row + 224;
  columns.heldOut[row] = row & 1;
  columns.label[row] = 1;
  columns.score[row] = 0.5;
}
const ofFile = (file: string) => {
  const { read, write } = columnsFile(file);
  return {
    read: (stamp: string) => atOnce(read(stamp)),
    write: (stamp: string, values: ExemplarColumns) => atOnce(write(stamp, values)),
  };
};
const copy = ofFile(path);
beforeEach(() => copy.write('stamp', columns));

test('columns come back as written, without labels and scores', () => {
  const unmarked = { ...columns, label: new Uint8Array(1001), score: emptyColumns(1001).score };
  expect(copy.read('stamp')).toEqual(unmarked);
});

test('a copy made of another state of the project is not used', () => {
  expect(copy.read('stamp of another cut')).toBeNull();
});

test('a copy with one byte flipped anywhere is not used', () => {
  const whole = readFileSync(path);
  for (const at of [0, 33, 37, 41, 48, 5000, whole.length - 1]) {
    const broken = Buffer.from(whole);
    broken[at] = (broken[at] ?? 0) ^ 4;
    writeFileSync(path, broken);
    expect(copy.read('stamp'), `byte ${at}`).toBeNull();
  }
});

test('a copy that was cut short is not used', () => {
  for (const length of [10_000, 48, 20, 0]) {
    truncateSync(path, length);
    expect(copy.read('stamp')).toBeNull();
  }
});

test('a copy that cannot be written or is missing is no failure', () => {
  const inFile = ofFile(join(path, 'not', 'a-folder.bin'));
  expect(() => inFile.write('stamp', columns)).not.toThrow();
  expect(inFile.read('stamp')).toBeNull();
});
