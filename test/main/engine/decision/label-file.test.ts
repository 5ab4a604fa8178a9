import { expect, test } from 'vitest';
import {
  labelsFromNpy,
  normalisePatchName,
  parseLabelCsv,
  writeLabelCsv,
} from '../../../../src/main/engine/decision/label-file.ts';

const path = 'labels.csv';
const mustSucceed = <T>(outcome: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.failure));
  return outcome.value;
};

test('the paper’s words and ours mean the same, whatever their case', () => {
  const words = ['good', 'BAD', 'None', 'informative', 'uninformative', ' unsure '];
  const text = `patch,label\r\n${words.map((word, i) => `s/p${i},${word}`).join('\r\n')}`;
  expect(mustSucceed(parseLabelCsv(text, path)).map(({ value }) => value)).toEqual([
    'informative',
    'uninformative',
    'none',
    'informative',
    'uninformative',
    'unsure',
  ]);
});

test('columns are found by their title, with quotes and a byte order mark', () => {
  const text =
    '\uFEFFreason,Label,by,"patch"\n"too, blurred",bad,me,"liver/a ""b""-LOC-0_1_0-2_0-2"\n';
  expect(mustSucceed(parseLabelCsv(text, path))).toEqual([
    { name: 'liver/a "b"-LOC-0_1_0-2_0-2', value: 'uninformative', reason: 'too, blurred' },
  ]);
});

test('labels read back as they were written, names like formulas among them', () => {
  const labels = [
    { name: '=liver/x', value: 'informative', reason: null },
    { name: 'a,b/"c"', value: 'none', reason: '-blur' },
    { name: 'plain', value: 'unsure', reason: 'two\nlines' },
  ] as const;
  expect(writeLabelCsv(labels).split('\n')[1]).toBe("'=liver/x,informative,");
  expect(mustSucceed(parseLabelCsv(writeLabelCsv(labels), path))).toEqual(labels);
});

test('unknown words are listed, five at most, and nothing is taken', () => {
  const text = `patch,label\n${'abcdefg'.replaceAll(/./gu, 'p,$&x\n')}q,good\n`;
  expect(parseLabelCsv(text, path)).toEqual({
    ok: false,
    failure: { kind: 'label-words-unknown', path, words: ['ax', 'bx', 'cx', 'dx', 'ex'] },
  });
});

test('the last label of a patch counts', () => {
  const text = 'patch,label\na,good\nb,bad\n/data/a.tiff,bad\n./a,none\n';
  expect(mustSucceed(parseLabelCsv(text, path))).toMatchObject([
    { name: 'a', value: 'none' },
    { name: 'b' },
    { name: 'data/a' },
  ]);
});

test.each([
  ['', 'it is empty'],
  ['a,b\nc,good\n', 'its first line is "a,b"'],
  ['patch,label\nx,good\ny\n', 'row 3 has no label'],
  ['patch,label\n"x,good\n', 'a quotation mark is never closed'],
  ['patch,label\n,good\n', 'label 1 names no patch'],
])('%j is no label file: %s', (text, what) => {
  expect(parseLabelCsv(text, path)).toEqual({
    ok: false,
    failure: { kind: 'label-file-invalid', path, what },
  });
});

test('a pair of arrays is read like a file, and must be of one length', () => {
  const names = ['/home/x/liver/a-LOC-0_1_0-2_0-2.tiff', 'C:\\kidney\\b.tif'];
  expect(mustSucceed(labelsFromNpy(names, ['good', 'none'], 'l.npy'))).toEqual([
    { name: 'liver/a-LOC-0_1_0-2_0-2', value: 'informative', reason: null },
    { name: 'kidney/b', value: 'none', reason: null },
  ]);
  expect(labelsFromNpy(names, ['good'], 'l.npy')).toEqual({
    ok: false,
    failure: { kind: 'label-file-length', path: 'l.npy', names: 2, labels: 1 },
  });
});

test('names keep their innermost folder and lose their extension', () => {
  expect(normalisePatchName(' /a/b/c.tiff ')).toBe('b/c');
  expect(normalisePatchName('c.TIF')).toBe('c');
  expect(normalisePatchName('c.tiff.d')).toBe('c.tiff.d');
});

test('the tables of a data set name patches in two columns; a patch without a label is passed over', () => {
  const manifest =
    "source,name,score,decision,reason\nliver,'=a-LOC-0_1_0-2_0-2,0.4,informative,\nliver,b,,,\n";
  expect(mustSucceed(parseLabelCsv(manifest, path))).toEqual([
    { name: 'liver/=a-LOC-0_1_0-2_0-2', value: 'informative', reason: null },
  ]);
  const labels = 'source,volume,name,value,reason,origin\nliver,v,b,uninformative,blurred,hand\n';
  expect(mustSucceed(parseLabelCsv(labels, path))).toEqual([
    { name: 'liver/b', value: 'uninformative', reason: 'blurred' },
  ]);
  expect(parseLabelCsv('name,decision\nb,informative\n', path)).toMatchObject({
    failure: { kind: 'label-file-invalid' },
  });
});
