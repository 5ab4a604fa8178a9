import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { takeLock } from '../../../../src/main/engine/catalog/project-lock.ts';
import { newFolder } from './new-catalog.ts';

const module_ = join(import.meta.dirname, '../../../../src/main/engine/catalog/project-lock.ts');

/** Another program that holds the lock until it ends. */
async function otherHolder(folder: string) {
  const body = `import { takeLock } from ${JSON.stringify(module_)};
    const lock = takeLock(${JSON.stringify(folder)}, 'desktop app');
    console.log(lock.ok);
    setInterval(() => lock, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', body]);
  await once(child.stdout, 'data');
  return child;
}

test('a second opener is told who holds the project', async () => {
  const folder = newFolder();
  const holder = await otherHolder(folder);
  expect(takeLock(folder, 'command line')).toEqual({
    ok: false,
    failure: {
      kind: 'project-held',
      folder,
      host: hostname(),
      pid: holder.pid,
      shell: 'desktop app',
    },
  });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
});

test('the lock is free as soon as its holder was killed, and names the new one', async () => {
  const folder = newFolder();
  const holder = await otherHolder(folder);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  expect(existsSync(join(folder, 'holder.json'))).toBe(true);
  const lock = takeLock(folder, 'command line');
  expect(lock.ok).toBe(true);
  expect(takeLock(folder, 'browser window')).toMatchObject({
    failure: { pid: process.pid, shell: 'command line' },
  });
});

test('a lock that was given back can be taken again', () => {
  const folder = newFolder();
  for (let i = 0; i < 3; i++) {
    const lock = takeLock(folder, 'test');
    if (!lock.ok) throw new Error('not taken');
    lock.value.release();
    expect(existsSync(join(folder, 'holder.json'))).toBe(false);
  }
});

test('a holder whose note cannot be read is still a holder', () => {
  const folder = newFolder();
  expect(takeLock(folder, 'test').ok).toBe(true);
  writeFileSync(join(folder, 'holder.json'), '{"host": 3');
  expect(takeLock(folder, 'test')).toMatchObject({
    failure: { kind: 'project-held', host: 'another computer', pid: 0, shell: 'program' },
  });
});

test('a folder that is not there cannot be locked', () => {
  const folder = join(newFolder(), 'missing');
  expect(takeLock(folder, 'test')).toMatchObject({
    failure: { kind: 'target-unwritable', path: folder },
  });
});
