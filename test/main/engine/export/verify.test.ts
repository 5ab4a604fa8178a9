import { createHash } from 'node:crypto';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cem } from '../../../../src/main/engine/export/cem.ts';
import { type VerifyState, verifyDataset } from '../../../../src/main/engine/export/verify.ts';
import { writeDataset } from './small-dataset.ts';

let home = '';
let folder = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-'));
  folder = join(home, 'set');
  await writeDataset(folder, cem);
});
afterEach(() => rm(home, { recursive: true }));

async function problems() {
  const outcome = await verifyDataset(folder);
  return outcome.ok ? outcome.value.state.problems : [outcome.failure];
}

const filesOf = async () =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.[a-z]+$/.test(name));

test('an intact data set has no problems and every byte was read', async () => {
  const files = await filesOf();
  const sizes = await Promise.all(files.map(async (f) => (await readFile(join(folder, f))).length));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(await verifyDataset(folder)).toMatchObject({
    ok: true,
    value: { state: { files: files.length, bytes, problems: [] }, total: 4, done: true },
  });
});

test('one flipped byte is found, whichever file it is in', async () => {
  for (const name of await filesOf()) {
    const path = join(folder, name);
    const bytes = await readFile(path);
    const step = Math.max(1, Math.floor(bytes.length / 40));
    for (let i = 0; i < bytes.length; i += step) {
      const flipped = Buffer.from(bytes);
      flipped[i] = flipped[i]! ^ 1;
      await writeFile(path, flipped);
      expect((await problems()).length, `${name} at ${i}`).toBeGreaterThan(0);
    }
    await writeFile(path, bytes);
  }
  expect(await problems()).toEqual([]);
});

test('a changed picture, a lost one and one too many are each named', async () => {
  const [changed, lost, extra] = [
    join(folder, 'data/Liver/a-LOC-0_0_0-4_0-5.tiff'),
    join(folder, 'data/Liver/a-LOC-0_1_0-4_0-5.tiff'),
    join(folder, 'data/Liver/notes.txt'),
  ];
  await writeFile(changed, 'other');
  await rename(lost, extra);
  expect(await problems()).toEqual([
    { kind: 'checksum-differs', path: changed },
    { kind: 'file-missing', path: lost },
    { kind: 'file-extra', path: extra },
  ]);
});

test('a cut-off list of checksums is found', async () => {
  const list = join(folder, 'manifest-sha256.txt');
  const text = await readFile(list, 'utf8');
  await writeFile(list, text.slice(0, -100));
  const kinds = (await problems()).map(({ kind }) => kind);
  expect(kinds).toContain('checksum-differs');
  expect(kinds).toContain('file-extra');
});

test('a file beside the payload that was not written with it is named', async () => {
  await writeFile(join(folder, 'notes.txt'), 'mine');
  expect(await problems()).toEqual([{ kind: 'file-extra', path: join(folder, 'notes.txt') }]);
});

test.each([
  'data/../../secret.tiff',
  'data/Liver/../../../secret.tiff',
  '/etc/passwd',
  'C:\\secret.tiff',
  'data/Liver\\secret.tiff',
  'data//secret.tiff',
  './data/secret.tiff',
  'secret.tiff',
  `data/${'far/'.repeat(1200)}secret.tiff`,
])('a list that names %.40s is refused and the file not read', async (file) => {
  await writeFile(join(home, 'secret.tiff'), 'outside');
  const sum = createHash('sha256').update('outside').digest('hex');
  const list = join(folder, 'manifest-sha256.txt');
  await writeFile(list, `${await readFile(list, 'utf8')}${sum}  ${file}\n`);
  expect(await problems()).toContainEqual({
    kind: 'manifest-invalid',
    path: list,
    what: `it names the file "${file.slice(0, 200)}"`,
  });
});

test('a link in place of a picture or a folder is not followed', async () => {
  const picture = join(folder, 'data/Liver/a-LOC-0_0_0-4_0-5.tiff');
  await rename(picture, join(home, 'moved.tiff'));
  await symlink(join(home, 'moved.tiff'), picture);
  expect(await problems()).toContainEqual({ kind: 'file-missing', path: picture });
  await rename(join(folder, 'data/__liver'), join(home, 'elsewhere'));
  await symlink(join(home, 'elsewhere'), join(folder, 'data/__liver'));
  const missing = join(folder, 'data/__liver/a_b-LOC-0_0_0-4_0-5.tiff');
  expect(await problems()).toContainEqual({ kind: 'file-missing', path: missing });
});

test('a folder without a list of checksums is no data set', async () => {
  await rm(join(folder, 'manifest-sha256.txt'));
  expect(await problems()).toEqual([{ kind: 'manifest-missing', path: folder }]);
});

test('a check in slices finds what one in a single go finds', async () => {
  await writeFile(join(folder, 'data/liver~2/A_B-LOC-0_0_0-4_0-5.tiff'), 'other');
  const whole = await verifyDataset(folder);
  let state: VerifyState | null = null;
  let slices = 0;
  for (let done = false; !done; slices++) {
    const slice = await verifyDataset(folder, state, 0);
    if (!slice.ok) throw new Error(slice.failure.kind);
    ({ state, done } = slice.value);
    expect(slices).toBeLessThan(100);
  }
  expect(slices).toBe(4);
  expect(state).toEqual(whole.ok && whole.value.state);
});

test('a check goes on from where it was only while the lists are the same', async () => {
  const started = await verifyDataset(folder, null, 0);
  if (!started.ok) throw new Error(started.failure.kind);
  const { state } = started.value;
  await writeFile(join(folder, 'data/Liver/a-LOC-0_0_0-4_0-5.tiff'), 'other');
  const ahead = { ...state, offset: 1e6 };
  const skipped = await verifyDataset(folder, ahead);
  expect(skipped.ok && skipped.value.state.problems).toEqual([]);
  const anew = await verifyDataset(folder, { ...ahead, sums: 'others' });
  expect(anew.ok && anew.value.state.problems).toHaveLength(1);
});

test.each([
  ['md5', 'MD5'],
  ['sha1', 'SHA-1'],
  ['sha512', 'SHA-512'],
])('a bag that somebody else made with %s is checked too', async (name) => {
  const bag = join(home, 'bag');
  await mkdir(join(bag, 'data', 'inner'), { recursive: true });
  await writeFile(
    join(bag, 'bagit.txt'),
    'BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n',
  );
  await writeFile(join(bag, 'data', 'inner', '50% of it.txt'), 'half');
  const sum = createHash(name).update('half').digest('hex').toUpperCase();
  await writeFile(join(bag, `manifest-${name}.txt`), `${sum} *data/inner/50%25 of it.txt\r\n`);
  const check = async () => {
    const outcome = await verifyDataset(bag);
    return outcome.ok
      ? outcome.value.state.problems.map(({ kind }) => kind)
      : [outcome.failure.kind];
  };
  expect(await check()).toEqual([]);
  await writeFile(join(bag, 'data', 'inner', '50% of it.txt'), 'Half');
  expect(await check()).toEqual(['checksum-differs']);
  await writeFile(join(bag, 'data', 'more.txt'), '');
  expect(await check()).toEqual(['checksum-differs', 'file-extra']);
});
