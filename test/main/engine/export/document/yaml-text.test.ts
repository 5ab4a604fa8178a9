import { CORE_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import {
  type YamlValue,
  yamlLines,
  yamlText,
} from '../../../../../src/main/engine/export/document/yaml-text.ts';
import { hostile } from './small-package.ts';

const read = (text: string): unknown => load(text, { schema: CORE_SCHEMA });

test.each([
  'plain',
  '',
  'yes',
  'null',
  '1.0',
  '2026-11-26',
  ' spaces ',
  'a: b # c',
  '- item',
  '*alias',
  '&anchor',
  '!!js/function x',
  '%TAG',
  '"quoted" \\ \'single\'',
  'two\nlines\r\n---\n...',
  'tab\tnull\u0000bell\u0007delete\u007fnext line\u0085',
  'line\u2028paragraph\u2029mark\ufeff',
  '图像 🔬',
  hostile,
])('%j is read back as it was', (text) => {
  expect(read(yamlText(text))).toBe(text);
  expect(yamlText(text)).not.toMatch(/[\n\r]/u);
});

test('half a surrogate pair, which UTF-8 cannot hold, becomes the replacement character', () => {
  expect(read(yamlText('a\ud800'))).toBe('a\ufffd');
});

test('mappings and lists in each other are read back as they were', () => {
  const value: { readonly [key: string]: YamlValue } = {
    title: hostile,
    number: 10,
    isTrue: true,
    none: [],
    words: ['a: b', 'c'],
    people: [
      { name: 'x', parts: ['y', 'z'] },
      { name: '- y', inner: { deep: [1, 2], more: { last: 'q' } } },
    ],
  };
  expect(read(yamlLines(value))).toEqual(value);
});
