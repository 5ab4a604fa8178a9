import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectArgument } from '../../../src/main/app/project-argument.ts';

test('the first word after the program is the project, from the caller’s folder', () => {
  const argv = ['em-curator', '--no-sandbox', 'liver.emcurator', 'x'];
  expect(projectArgument(argv, true, '/home/a')).toBe(resolve('/home/a', 'liver.emcurator'));
  expect(projectArgument(['em-curator', '/p/liver'], true, '/home/a')).toBe(resolve('/p/liver'));
  expect(projectArgument(['em-curator', '--inspect'], true, '/home/a')).toBe(undefined);
});

test('unpackaged, the app’s own folder comes before it, wherever the switches stand', () => {
  const argv = ['electron', '--no-sandbox', '/app', 'liver'];
  expect(projectArgument(argv, false, '/home/a')).toBe(resolve('/home/a', 'liver'));
  expect(projectArgument(['electron', '/app', '--x', 'liver'], false, '/')).toBe(resolve('/liver'));
  expect(projectArgument(['electron', '/app'], false, '/home/a')).toBe(undefined);
});
