import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { cutSettings } from '../../../../src/shared/cut.ts';
import { addVolume, newCatalog, newFolder } from './new-catalog.ts';

const megabyte = 2 ** 20;
const logBytes = (folder: string) => statSync(join(folder, 'project.sqlite-wal')).size;

/** A catalog, and a function that writes so many megabytes of hashes in units of one. */
function someCatalog() {
  const folder = newFolder();
  const catalog = newCatalog(folder);
  const { volume } = addVolume(catalog, 'liver', 'liver');
  const cut = catalog.cuts.find(cutSettings.parse({}));
  let position = 0;
  const write = (megabytes: number): void => {
    for (let unit = 0; unit < megabytes; unit++) {
      const hashes = new Uint8Array(megabyte).fill(unit);
      catalog.commitUnit(() => {
        const section = { plane: 0, position: position++, patches: megabyte / 8, hashes };
        catalog.crossSections.add(cut, volume, section);
      });
    }
  };
  return { folder, catalog, write, sections: () => position };
}

test('the log of much work stays within what is folded back at a time', () => {
  const { folder, catalog, write } = someCatalog();
  let largest = 0;
  for (let round = 0; round < 60; round++) {
    write(1);
    largest = Math.max(largest, logBytes(folder));
  }
  expect(largest).toBeLessThan(8 * megabyte);
  catalog.foldLog();
  expect(logBytes(folder)).toBe(0);
  catalog.close();
});

test('a reader that stays holds nobody up, sees what it saw, and its log goes once it has', () => {
  const { folder, catalog, write, sections } = someCatalog();
  write(2);
  const reader = new Database(join(folder, 'project.sqlite'), { readonly: true });
  const count = () => reader.prepare('SELECT count(*) FROM cross_section').pluck().get();
  reader.exec('BEGIN');
  expect(count()).toBe(2);
  write(40);
  expect(count()).toBe(2);
  expect(logBytes(folder)).toBeGreaterThan(40 * megabyte);
  catalog.foldLog(); // at once, with the reader in the way
  expect(logBytes(folder)).toBeGreaterThan(40 * megabyte);
  reader.exec('COMMIT');
  write(20);
  expect(logBytes(folder)).toBeLessThan(8 * megabyte);
  expect(count()).toBe(sections());
  reader.close();
  catalog.close();
});
