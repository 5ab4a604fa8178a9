import { expect, test } from 'vitest';
import {
  isSafeName,
  NameRegister,
  safeName,
} from '../../../../src/main/engine/export/safe-name.ts';

test.each([
  ['liver', 'liver'],
  ['jrc_hela-2 (copy)', 'jrc_hela-2 (copy)'],
  ['a-LOC-0_003_0-224_0-224', 'a-LOC-0_003_0-224_0-224'],
  ['肝臓', '肝臓'],
  ['', '_'],
  ['.', '_'],
  ['..', '_'],
  ['../../etc/passwd', '__.._etc_passwd'],
  ['/absolute', '_absolute'],
  ['C:\\Windows', 'C__Windows'],
  ['a/b', 'a_b'],
  ['a\\b', 'a_b'],
  ['a\u0000b', 'a_b'],
  ['line\nbreak', 'line_break'],
  ['what?*<>|"', 'what______'],
  ['con', '_con'],
  ['NUL.txt', '_NUL.txt'],
  ['Com1', '_Com1'],
  ['COM¹.tar.gz', '_COM¹.tar.gz'],
  ['lpt9', '_lpt9'],
  ['CONIN$', '_CONIN$'],
  ['console', 'console'],
  ['trailing. . ', 'trailing_'],
  [' leading', '_leading'],
  ['.hidden', '_hidden'],
  ['-rf', '_rf'],
  ['=1+1', '_1+1'],
  ['@cmd', '_cmd'],
  ['gnp\u202eexe', 'gnp_exe'],
  ['zero\u200bwidth', 'zero_width'],
  ['lone \ud800 half', 'lone _ half'],
  ['e\u0301', '\u00e9'],
])('%j becomes %j', (name, expected) => {
  expect(safeName(name)).toBe(expected);
  expect(safeName(expected)).toBe(expected);
  expect(isSafeName(expected)).toBe(true);
  expect(isSafeName(name)).toBe(name === expected);
});

test('long names are cut to 200 bytes between characters and stay apart', () => {
  const [first, second] = [safeName(`${'電'.repeat(300)}a`), safeName(`${'電'.repeat(300)}b`)];
  expect(Buffer.byteLength(first)).toBeLessThanOrEqual(200);
  expect(first).toMatch(/^電+~[0-9a-f]{12}$/u);
  expect(first).not.toBe(second);
});

test('names that one disk could not tell apart are numbered in the order they come', () => {
  const register = new NameRegister();
  const claimed = ['Liver', 'liver', 'LIVER', 'liver~2', 'a/b', 'a:b'].map((name) =>
    register.claim(name),
  );
  expect(claimed).toEqual(['Liver', 'liver~2', 'LIVER~3', 'liver~2~2', 'a_b', 'a_b~2']);
  expect(claimed.every(isSafeName)).toBe(true);
});
