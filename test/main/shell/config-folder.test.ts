import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configFolder } from '../../../src/main/shell/config-folder.ts';

test('settings lie where each system keeps them', () => {
  expect(configFolder({}, 'linux')).toBe(join(homedir(), '.config', 'EM Curator'));
  expect(configFolder({ XDG_CONFIG_HOME: '/c' }, 'linux')).toBe(join('/c', 'EM Curator'));
  expect(configFolder({}, 'darwin')).toContain(join('Library', 'Application Support'));
  expect(configFolder({ APPDATA: 'roaming' }, 'win32')).toBe(join('roaming', 'EM Curator'));
});

test('EMCURATOR_CONFIG overrides them', () => {
  expect(configFolder({ EMCURATOR_CONFIG: '/elsewhere', XDG_CONFIG_HOME: '/c' }, 'linux')).toBe(
    '/elsewhere',
  );
});
