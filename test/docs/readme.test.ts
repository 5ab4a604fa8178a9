import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blocksOf, readDocument, root } from './document.ts';

const folder = mkdtempSync(join(tmpdir(), 'emcurator-readme-'));
const blocks = blocksOf(readDocument('README.md'), 'sh');

beforeAll(() => {
  // The README's `emcurator`, as `npm run -s emcurator --` runs it.
  const command = join(folder, 'bin', 'emcurator');
  mkdirSync(join(folder, 'bin'));
  const main = join(root, 'src', 'main', 'cli', 'main.ts');
  writeFileSync(command, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(command, 0o755);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the README has a walk-through', () => {
  expect(blocks.length).toBeGreaterThanOrEqual(3);
});

// One after the other in one folder, as a reader would. The demonstration takes a minute or two.
const patience = 600_000;

test.skipIf(process.platform === 'win32').each(blocks)(
  'README block: %s',
  (block) => {
    const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH']}`;
    const env = { ...process.env, PATH: path, EMCURATOR_CONFIG: join(folder, 'settings') };
    delete (env as NodeJS.ProcessEnv)['INIT_CWD'];
    const done = spawnSync('sh', ['-eu', '-c', block], { cwd: folder, env, encoding: 'utf8' });
    expect(done.status, `${block}\n${done.stdout}\n${done.stderr}`).toBe(0);
  },
  patience,
);

test('what the walk-through says it writes is there', () => {
  expect(readFileSync(join(folder, 'balance.svg'), 'utf8')).toContain('<svg');
  expect(readFileSync(join(folder, 'demo-patches', 'manifest.csv'), 'utf8')).toMatch(/^source,/);
});
