import { expect, test } from 'vitest';
import { previewTree } from '../../../src/renderer/export/preview-tree.ts';

const told = (paths: string[], isWhole = true) =>
  previewTree('cells', paths, isWhole).map(({ depth, name }) => `${'  '.repeat(depth)}${name}`);

test('folders stand once, before what is in them', () => {
  expect(
    told(['manifest.csv', 'data/train/a/1.png', 'data/train/a/2.png', 'data/test/1.png']),
  ).toEqual([
    'cells/',
    '  manifest.csv',
    '  data/',
    '    train/',
    '      a/',
    '        1.png',
    '        2.png',
    '    test/',
    '      1.png',
  ]);
});

test('more files than are shown are said to be there', () => {
  expect(told(['data/1.png'], false).at(-1)).toBe('  …');
});

test('a file is told what it is for only at the top, where its name means that', () => {
  const lines = previewTree('cells', ['manifest.csv', 'data/manifest.csv'], true);
  expect(lines.map(({ note }) => note)).toEqual(['', 'one line a patch', '', '']);
});
