import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { foldersUpTo, syncFiles } from '../../../../src/main/engine/export/sync-files.ts';

test('folders that hold new folders are synced too, each once, but for the root', () => {
  const files = [
    '/set/data/a/0/c/1',
    '/set/data/a/0/c/2',
    '/set/data/a/0/zarr.json',
    '/set/data/b',
  ];
  const [innermost, ...around] = foldersUpTo(
    '/set/data',
    files.map((file) => join(file)),
  );
  expect([innermost, ...around]).toEqual(
    ['a/0/c', 'a/0', 'a'].map((path) => join('/set/data', path)),
  );
});

test('more files than wait at once are synced; one that is gone is an error', async () => {
  const home = mkdtempSync(join(tmpdir(), 'sync-'));
  const files = Array.from({ length: 40 }, (_, i) => join(home, String(i)));
  for (const file of files) writeFileSync(file, 'x');
  await syncFiles(files);
  await expect(syncFiles([...files, join(home, 'gone')])).rejects.toThrow('ENOENT');
  rmSync(home, { recursive: true });
});
