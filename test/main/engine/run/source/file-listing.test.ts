import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import {
  createFolder,
  listFiles,
  withinRoots,
} from '../../../../../src/main/engine/run/source/file-listing.ts';
import { emptyFolder, must, mustFail } from '../small-project.ts';

function places() {
  const base = emptyFolder();
  const [root, outside] = [join(base, 'root'), join(base, 'outside')];
  mkdirSync(join(root, 'inner'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, 'secret.tif'), 'x');
  return { root, outside };
}
const refused = async (path: string, root: string) =>
  mustFail(await withinRoots(path, [root])).kind;

test('a path is inside a root, or is refused with the roots named', async () => {
  const { root, outside } = places();
  expect(must(await withinRoots(join(root, 'inner'), [root]))).toBe(join(root, 'inner'));
  expect(must(await withinRoots(root, [root]))).toBe(root);
  expect(mustFail(await withinRoots(outside, [root]))).toEqual({
    kind: 'folder-not-allowed',
    path: outside,
    roots: [root],
  });
  expect(await refused(`${root}x`, root)).toBe('folder-not-allowed');
  expect(await refused(join(root, '..'), root)).toBe('folder-not-allowed');
});

test('a name that begins with two dots is a name', async () => {
  const { root } = places();
  expect(must(await withinRoots(join(root, '..data'), [root]))).toBe(join(root, '..data'));
});

test('links are followed before they are judged', async () => {
  const { root, outside } = places();
  symlinkSync(outside, join(root, 'way-out'));
  symlinkSync(join(root, 'inner'), join(outside, 'way-in'));
  expect(await refused(join(root, 'way-out'), root)).toBe('folder-not-allowed');
  expect(await refused(join(root, 'way-out', 'secret.tif'), root)).toBe('folder-not-allowed');
  expect(await refused(join(root, 'way-out', 'new', 'deeper'), root)).toBe('folder-not-allowed');
  expect(must(await withinRoots(join(outside, 'way-in', 'new'), [root]))).toBe(
    join(root, 'inner', 'new'),
  );
});

test('a link to nowhere is refused, since writing to it would write elsewhere', async () => {
  const { root, outside } = places();
  symlinkSync(join(outside, 'not-yet'), join(root, 'dangling'));
  expect(await refused(join(root, 'dangling'), root)).toBe('file-missing');
  expect(await refused(join(root, 'dangling', 'labels.csv'), root)).toBe('file-missing');
});

test('a root that is itself a link holds what it points to', async () => {
  const { root, outside } = places();
  const link = join(outside, 'root-link');
  symlinkSync(root, link);
  expect(must(await withinRoots(join(link, 'inner'), [link]))).toBe(join(root, 'inner'));
});

test('a folder is listed folders first, names in the order of their numbers, hidden files left out', async () => {
  const { root } = places();
  for (const name of ['s10.tif', 's9.tif', 'notes.txt', '.hidden'])
    writeFileSync(join(root, name), 'ab');
  mkdirSync(join(root, 'liver.emcurator'));
  mkdirSync(join(root, 'export'));
  writeFileSync(join(root, 'export', 'dataset.json'), '{}');
  symlinkSync('nowhere', join(root, 'broken-link.tif'));
  const listing = must(await listFiles(null, [root]));
  expect(listing.entries.map(({ name, kind, bytes }) => [name, kind, bytes])).toEqual([
    ['inner', 'folder', null],
    ['liver.emcurator', 'project', null],
    ['export', 'dataset', null],
    ['s9.tif', 'volume', 2],
    ['s10.tif', 'volume', 2],
    ['broken-link.tif', 'other', null],
    ['notes.txt', 'other', 2],
  ]);
  expect(listing).toMatchObject({ folder: root, parent: null, leftOut: 0 });
  expect(must(await listFiles(join(root, 'inner'), [root])).parent).toBe(root);
});

test('a file is not listed as a folder', async () => {
  const { root, outside } = places();
  writeFileSync(join(root, 'a.tif'), '');
  expect(mustFail(await listFiles(join(root, 'a.tif'), [root])).kind).toBe('file-unreadable');
  expect(mustFail(await listFiles(outside, [root])).kind).toBe('folder-not-allowed');
});

test('a folder is made inside the roots, under a name that is only a name', async () => {
  const { root, outside } = places();
  expect(must(await createFolder(root, 'new', [root]))).toEqual({ folder: join(root, 'new') });
  expect(existsSync(join(root, 'new'))).toBe(true);
  for (const name of ['..', '.', '../evil', 'a/b', 'inner/../../evil'])
    expect(mustFail(await createFolder(root, name, [root])).kind).toBe('option-invalid');
  expect(existsSync(join(dirname(root), 'evil'))).toBe(false);
  expect(mustFail(await createFolder(root, 'new', [root])).kind).toBe('target-unwritable');
  expect(mustFail(await createFolder(outside, 'new', [root])).kind).toBe('folder-not-allowed');
});
