import { homedir } from 'node:os';
import { expect, test } from 'vitest';
import { fileRoots } from '../../../src/main/app/file-roots.ts';

test('the picker starts at home and may leave it for any disk', () => {
  expect(fileRoots('linux')).toEqual([homedir(), '/']);
});

test('on Windows only drives that are there are offered', () => {
  // This machine has none, so the home folder is all that is left.
  expect(fileRoots('win32')[0]).toBe(homedir());
});
