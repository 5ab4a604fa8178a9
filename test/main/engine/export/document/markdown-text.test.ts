import { expect, test } from 'vitest';
import {
  markdownParagraphs,
  markdownTable,
  markdownText,
} from '../../../../../src/main/engine/export/document/markdown-text.ts';

test('ordinary words stay as they are', () => {
  const plain = 'FIB-SEM of liver (Mus musculus), 8 x 8 nm: 72.0 % in 2 sources; part 1 of 2.';
  expect(markdownText(plain)).toBe(plain);
});

test.each([
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['1. item', '1\\. item'],
  ['1.5 nm', '1.5 nm'],
  ['---', '\\---'],
  ['=====', '\\====='],
  ['a | b', 'a \\| b'],
  ['<script>', '\\<script\\>'],
  ['[x](javascript:1)', '\\[x\\](javascript:1)'],
  ['![x](y)', '!\\[x\\](y)'],
  ['*b* _i_ `c` ~~s~~', '\\*b\\* \\_i\\_ \\`c\\` \\~\\~s\\~\\~'],
  ['&lt;', '\\&lt;'],
  ['ends with \\', 'ends with \\\\'],
  ['https://evil.example', 'https\\://evil.example'],
  ['www.evil.example', 'www\\.evil.example'],
  ['a@evil.example mailto:x', 'a\\@evil.example mailto\\:x'],
  ['two\n\n# lines', 'two # lines'],
  ['right\u202eto left\u0000', 'right to left'],
])('%j is shown word for word', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});

test('empty lines part paragraphs, and no paragraph begins with markup', () => {
  expect(markdownParagraphs('one\ntwo\n\n\n# three\n \n')).toBe('one two\n\n\\# three');
});

test('a table has a line a row, and none without rows', () => {
  expect(markdownTable(['a', 'b'], [['1', '']])).toBe('| a | b |\n| --- | --- |\n| 1 |   |');
  expect(markdownTable(['a'], [])).toBe('');
});
