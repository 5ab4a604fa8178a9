import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { manifestLine, manifestTitles } from '../../../../src/main/engine/export/dataset-layout.ts';
import type { ManifestRow } from '../../../../src/main/engine/export/exporter.ts';
import { readManifest } from '../../../../src/main/engine/export/read-manifest.ts';
import { csvLine } from '../../../../src/shared/csv.ts';
import { explain, type Outcome, succeed } from '../../../../src/shared/failure.ts';

const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
const path = join(folder, 'manifest.csv');
afterAll(() => rmSync(folder, { recursive: true }));

const row: ManifestRow = {
  source: 'liver',
  volume: 'cells',
  plane: 'xy',
  index: 3,
  box: { y0: 0, y1: 16, x0: 48, x1: 64 },
  name: 'cells-LOC-0_03_0-16_48-64',
  hash: '0123456789abcdef',
  members: 5,
  score: 0.25,
  decision: 'uninformative',
  reason: 'blur',
  pixelNm: { y: 8, x: 7.5 },
  split: 'train',
  weight: 0.125,
  file: 'liver/cells-LOC-0_03_0-16_48-64.tiff',
  item: '',
  sha256: 'a'.repeat(64),
};

const header = csvLine(manifestTitles);

async function read(text: string | Uint8Array) {
  writeFileSync(path, text);
  const rows: ManifestRow[] = [];
  const outcome = await readManifest(path, (found) => {
    rows.push(...found);
    return succeed(null);
  });
  return { outcome, rows };
}

const sentence = (outcome: Outcome<unknown>) => (outcome.ok ? 'read' : explain(outcome.failure));

/** A line with some of its cells replaced by text as it would stand in the file. */
function lineWith(cells: { readonly [T in (typeof manifestTitles)[number]]?: string }): string {
  const plain = manifestLine(row).trimEnd().split(',');
  return `${manifestTitles.map((title, i) => cells[title] ?? plain[i] ?? '').join(',')}\n`;
}

test('rows read back as they were written', async () => {
  const others: ManifestRow[] = [
    { ...row, score: null, decision: null, reason: null, split: null, weight: null, pixelNm: null },
    { ...row, source: '=cmd', volume: '-v, "quoted"', reason: '+1', plane: '2d' },
    { ...row, score: Math.fround(0.1), members: 1, weight: 1e-7, item: 'shard/000001' },
  ];
  const { outcome, rows } = await read(header + others.map(manifestLine).join(''));
  expect(outcome).toMatchObject({ ok: true, value: { rows: 3 } });
  expect(rows).toEqual(others);
});

test('ten thousand rows come in pieces and in order', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ ...row, index }));
  writeFileSync(path, header + many.map(manifestLine).join(''));
  const firsts: number[] = [];
  let count = 0;
  const outcome = await readManifest(path, (found, first) => {
    firsts.push(first);
    expect(found[0]?.index ?? first).toBe(first);
    count += found.length;
    return succeed(null);
  });
  expect(outcome).toMatchObject({ ok: true, value: { rows: 10_000 } });
  expect(count).toBe(10_000);
  expect(firsts.length).toBeGreaterThan(10);
});

test.each([
  ['a way up in the file', lineWith({ file: '../../etc/passwd' })],
  ['a way up inside the file', lineWith({ file: 'liver/../../secret.tiff' })],
  ['an absolute file', lineWith({ file: '/etc/passwd' })],
  ['a drive', lineWith({ file: 'C:/secret.tiff' })],
  ['backslashes', lineWith({ file: 'liver\\..\\..\\secret.tiff' })],
  ['a reserved name', lineWith({ file: 'liver/CON.tiff' })],
  ['a file without a name', lineWith({ file: '' })],
  ['a file with a null character', lineWith({ file: 'liver/a\u0000.tiff' })],
  ['a very deep file', lineWith({ file: Array(100).fill('a').join('/') })],
  ['a line break in the item', lineWith({ item: '"a\nb"' })],
  ['an endless item', lineWith({ item: 'x'.repeat(5000) })],
  ['a box that ends before it begins', lineWith({ y0: '16', y1: '0' })],
  ['an empty box', lineWith({ y0: '16', y1: '16' })],
  ['an absurd box', lineWith({ y1: '4294967295', x1: '4294967295' })],
  ['a box of a whole section', lineWith({ y0: '0', y1: '100000' })],
  ['a fraction as an index', lineWith({ index: '1.5' })],
  ['a negative index', lineWith({ index: '-1' })],
  ['an index beyond all numbers', lineWith({ index: '99999999999999999999' })],
  ['an index in hexadecimal', lineWith({ index: '0x10' })],
  ['an unknown plane', lineWith({ plane: 'zz' })],
  ['a score that is no number', lineWith({ score: 'NaN' })],
  ['an infinite score', lineWith({ score: 'Infinity' })],
  ['a score above one', lineWith({ score: '1.5' })],
  ['a negative score', lineWith({ score: '-0.5' })],
  ['a weight that is no number', lineWith({ weight: '1e999' })],
  ['an unknown decision', lineWith({ decision: 'maybe' })],
  ['an unknown part', lineWith({ split: 'holdout' })],
  ['an odd hash', lineWith({ hash: 'abc' })],
  ['a hash of other letters', lineWith({ hash: 'zz' })],
  ['a huge hash', lineWith({ hash: '00'.repeat(1000) })],
  ['a checksum that is too short', lineWith({ sha256: 'abcdef' })],
  ['a source with a slash', lineWith({ source: 'a/b' })],
  ['a source without a name', lineWith({ source: ' ' })],
  ['an endless source', lineWith({ source: 's'.repeat(5000) })],
  ['a pixel size of nothing', lineWith({ pixel_y_nm: '0' })],
  ['too few cells', 'liver,cells\n'],
  ['one cell more', `${manifestLine(row).trimEnd()},more\n`],
  ['a million cells', `${','.repeat(1_000_000)}\n`],
  ['a quotation mark that is never closed', `"${manifestLine(row)}`],
])('%s is refused in a sentence', async (_, line) => {
  const { outcome, rows } = await read(header + manifestLine(row) + line);
  expect(sentence(outcome)).toMatch(/manifest\.csv is not as EM Curator wrote it: .+\. Copy/);
  expect(sentence(outcome).length).toBeLessThan(400 + folder.length);
  expect(rows.length).toBeLessThanOrEqual(1);
});

test('a file of one endless line is left soon', async () => {
  const { outcome } = await read(header + 'x'.repeat(20_000_000));
  expect(sentence(outcome)).toContain('line 2 is too long');
});

test('other titles, an empty file and other encodings are refused', async () => {
  expect(sentence((await read('')).outcome)).toContain('it is empty');
  expect(sentence((await read('a,b\n')).outcome)).toContain('other titles');
  const broken = Buffer.from(header + manifestLine(row));
  broken[header.length + 2] = 0xff;
  expect(sentence((await read(broken)).outcome)).toContain('UTF-8');
});

test('a manifest that is not there is a failure', async () => {
  const outcome = await readManifest(join(folder, 'none.csv'), () => succeed(null));
  expect(outcome).toMatchObject({ ok: false, failure: { kind: 'file-missing' } });
});

test('what the visitor refuses ends the reading', async () => {
  writeFileSync(path, header + manifestLine(row).repeat(5000));
  let visits = 0;
  const outcome = await readManifest(path, () => {
    visits++;
    return { ok: false, failure: { kind: 'cancelled' } };
  });
  expect(outcome).toEqual({ ok: false, failure: { kind: 'cancelled' } });
  expect(visits).toBe(1);
});
