import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  openPayloadFile,
  readPayloadFile,
} from '../../../../src/main/engine/export/payload-file.ts';

let home = '';
let payload = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'payload-file-'));
  payload = join(home, 'data');
  await mkdir(join(payload, 'a'), { recursive: true });
  await writeFile(join(payload, 'a/b.bin'), '0123456789');
  await writeFile(join(home, 'secret'), 'secret');
});
afterEach(() => rm(home, { recursive: true }));

test('a file is read whole, and in parts', async () => {
  const whole = await readPayloadFile(payload, 'a/b.bin', 10);
  expect(whole.ok && Buffer.from(whole.value).toString()).toBe('0123456789');
  const file = await openPayloadFile(payload, 'a/b.bin');
  if (!file.ok) throw new Error('not opened');
  const part = await file.value.read(3, 4);
  expect(part.ok && Buffer.from(part.value).toString()).toBe('3456');
  expect(await file.value.read(8, 4)).toMatchObject({ failure: { kind: 'file-truncated' } });
  expect(await file.value.read(-1, 4)).toMatchObject({ failure: { kind: 'file-truncated' } });
  await file.value.close();
});

test('a file that is too large is not read', async () => {
  expect(await readPayloadFile(payload, 'a/b.bin', 9)).toMatchObject({
    failure: { kind: 'file-unreadable', reason: 'it is larger than 9 bytes' },
  });
});

test('places that lead elsewhere are refused', async () => {
  await symlink(join(home, 'secret'), join(payload, 'link'));
  await symlink(home, join(payload, 'folder'));
  const places = [
    '../secret',
    join(home, 'secret'),
    'a/../../secret',
    './a/b.bin',
    'a//b.bin',
    '',
    'a',
  ];
  for (const place of [...places, 'link', 'folder/secret', 'a\\b.bin', 'missing', 'a/b.bin/c']) {
    expect((await readPayloadFile(payload, place, 100)).ok, place).toBe(false);
  }
});
