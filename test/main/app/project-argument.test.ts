import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectArgument } from '../../../src/main/app/project-argument.ts';

test('the first word that is no switch is the project, from the caller’s folder', () => {
  expect(projectArgument(['--inspect', 'liver.emcurator', 'x'], '/home/a')).toBe(
    resolve('/home/a', 'liver.emcurator'),
  );
  expect(projectArgument(['/p/liver'], '/home/a')).toBe(resolve('/p/liver'));
  expect(projectArgument(['--no-sandbox'], '/home/a')).toBe(undefined);
  expect(projectArgument([], '/home/a')).toBe(undefined);
});
