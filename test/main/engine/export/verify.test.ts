import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cem } from '../../../../src/main/engine/export/cem.ts';
import { verifyDataset } from '../../../../src/main/engine/export/verify.ts';
import { document, smallPatches } from './small-dataset.ts';

let home = '';
let folder = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-'));
  folder = join(home, 'set');
  await cem.write(folder, smallPatches(), document);
});
afterEach(() => rm(home, { recursive: true }));

async function problems() {
  const outcome = await verifyDataset(folder);
  return outcome.ok ? outcome.value.problems : [outcome.failure];
}

test('an intact data set has no problems and every byte was read', async () => {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'));
  const sizes = await Promise.all(files.map(async (f) => (await readFile(join(folder, f))).length));
  expect(await verifyDataset(folder)).toEqual({
    ok: true,
    value: { files: 7, bytes: sizes.reduce((sum, size) => sum + size, 0), problems: [] },
  });
});

test('one flipped byte is found, whichever file it is in', async () => {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.includes('.'));
  for (const name of names) {
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
    join(folder, 'Liver/a-LOC-0_0_0-4_0-5.tiff'),
    join(folder, 'Liver/a-LOC-0_1_0-4_0-5.tiff'),
    join(folder, 'Liver/notes.txt'),
  ];
  await writeFile(changed, 'other');
  await rename(lost, extra);
  expect(await problems()).toEqual([
    { kind: 'checksum-differs', path: changed },
    { kind: 'file-missing', path: lost },
    { kind: 'file-extra', path: extra },
  ]);
});

test('a cut-off manifest is found', async () => {
  const text = await readFile(join(folder, 'manifest.csv'), 'utf8');
  await writeFile(join(folder, 'manifest.csv'), text.slice(0, -100));
  const kinds = (await problems()).map(({ kind }) => kind);
  expect(kinds).toContain('checksum-differs');
  expect(kinds).toContain('manifest-invalid');
});

test.each([
  '../secret.tiff',
  'Liver/../../secret.tiff',
  '/etc/passwd',
  'C:\\secret.tiff',
  'Liver\\secret.tiff',
  'Liver/..\\..\\secret.tiff',
  'Liver//secret.tiff',
  './secret.tiff',
])('a manifest that names %s is refused and the file not read', async (file) => {
  const secret = 'outside';
  await writeFile(join(home, 'secret.tiff'), secret);
  const sha256 = createHash('sha256').update(secret).digest('hex');
  const text = await readFile(join(folder, 'manifest.csv'), 'utf8');
  await writeFile(
    join(folder, 'manifest.csv'),
    `${text}s,v,xy,0,0,1,0,1,00,,,"${file}",${sha256}\n`,
  );
  expect(await problems()).toContainEqual({
    kind: 'manifest-invalid',
    path: join(folder, 'manifest.csv'),
    what: `it names the file "${file}"`,
  });
});

test('a link in place of a picture or a folder is not followed', async () => {
  const picture = join(folder, 'Liver/a-LOC-0_0_0-4_0-5.tiff');
  await rename(picture, join(home, 'moved.tiff'));
  await symlink(join(home, 'moved.tiff'), picture);
  expect(await problems()).toContainEqual({ kind: 'file-missing', path: picture });
  await rename(join(folder, '__liver'), join(home, 'elsewhere'));
  await symlink(join(home, 'elsewhere'), join(folder, '__liver'));
  const missing = join(folder, '__liver/a_b-LOC-0_0_0-4_0-5.tiff');
  expect(await problems()).toContainEqual({ kind: 'file-missing', path: missing });
});

test('a folder without a manifest is no data set', async () => {
  await rm(join(folder, 'manifest.csv'));
  expect(await problems()).toEqual([{ kind: 'manifest-missing', path: folder }]);
});

test('checking can be cancelled', async () => {
  expect(await verifyDataset(folder, undefined, AbortSignal.abort())).toEqual({
    ok: false,
    failure: { kind: 'cancelled' },
  });
});
