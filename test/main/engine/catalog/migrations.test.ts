import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../../../src/main/engine/catalog/migrations.ts';
import { openCatalog } from '../../../../src/main/engine/catalog/open-catalog.ts';
import { newCatalog, newFolder, reopened } from './new-catalog.ts';

const versionOf = (file: string): number => {
  const db = new Database(file, { readonly: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  db.close();
  return version;
};

test('an empty file gets the whole schema', () => {
  const folder = newFolder();
  newCatalog(folder).close();
  expect(versionOf(join(folder, 'project.sqlite'))).toBe(migrations.length);
  const db = new Database(join(folder, 'project.sqlite'), { readonly: true });
  const tables = db
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  db.close();
  expect(tables).toEqual([
    'action',
    'address',
    'balance_plan',
    'change',
    'cross_section',
    'cut',
    'cut_volume',
    'decision',
    'embedding',
    'encoder',
    'exemplar',
    'export',
    'group_decision',
    'hold_out',
    'job',
    'keep_curve',
    'label',
    'model',
    'pair_decision',
    'place',
    'queue',
    'recorded_duplicate',
    'relation_verdict',
    'scope',
    'section_part',
    'setting',
    'source',
    'source_relation',
    'volume',
  ]);
});

test('a new project is not backed up before its first schema', () => {
  const folder = newFolder();
  newCatalog(folder).close();
  expect(existsSync(join(folder, 'backups'))).toBe(false);
});

test('a project of a newer format is refused and not one byte of it changes', () => {
  const folder = newFolder();
  newCatalog(folder).close();
  const file = join(folder, 'project.sqlite');
  const db = new Database(file);
  db.pragma(`user_version = ${migrations.length + 1}`);
  db.close();
  const before = readFileSync(file);
  for (const readOnly of [false, true]) {
    expect(openCatalog(folder, { readOnly })).toEqual({
      ok: false,
      failure: {
        kind: 'project-newer',
        folder,
        version: migrations.length + 1,
        known: migrations.length,
      },
    });
  }
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a database without a format is no project, and opening it does not make it one', () => {
  const folder = newFolder();
  const file = join(folder, 'project.sqlite');
  newCatalog(folder).close();
  const older = new Database(file);
  older.pragma('user_version = 0');
  older.close();
  for (const readOnly of [true, false]) {
    expect(openCatalog(folder, { readOnly })).toMatchObject({
      ok: false,
      failure: { kind: 'project-damaged', what: 'it is empty' },
    });
  }
  expect(versionOf(file)).toBe(0);
});

test('what was stored is there after opening again, in a copy of the folder too', () => {
  const folder = newFolder();
  const catalog = newCatalog(folder);
  catalog.commit(() => catalog.settings.set('annotator', 'Ana'));
  catalog.close();
  const copy = newFolder();
  copyFileSync(join(folder, 'project.sqlite'), join(copy, 'project.sqlite'));
  for (const place of [folder, copy]) {
    const again = reopened(place);
    expect(again.settings.get('annotator')).toBe('Ana');
    again.close();
  }
});

test('a project of the first format opens with its labels, after a copy was made', () => {
  const folder = newFolder();
  const db = new Database(join(folder, 'project.sqlite'));
  db.exec(migrations[0] ?? '');
  db.exec(`
    INSERT INTO setting VALUES ('key', 'abc');
    INSERT INTO address VALUES (1, 'content', 0, 4, 0, 32, 0, 32);
    INSERT INTO action VALUES (1, 'Ana', 5, 'label', NULL, 0, 'Labelled 1 patch');
    INSERT INTO decision VALUES (1, 1, 'informative', NULL, 'hand');
    INSERT INTO label VALUES (1, 'informative', NULL, 'hand', 1);
    PRAGMA user_version = 1;`);
  db.close();
  const catalog = reopened(folder);
  const address = { contentId: 'content', plane: 0, position: 4, y0: 0, y1: 32, x0: 0, x1: 32 };
  expect(catalog.labels.history(address)).toEqual([
    {
      action: 1,
      at: 5,
      annotator: 'Ana',
      value: 'informative',
      reason: null,
      origin: 'hand',
      pass: 'first',
      undone: false,
    },
  ]);
  expect(catalog.labels.settle(1)).toEqual([{ ...address, pass: 'first' }]);
  expect(catalog.labels.labelOf(address)?.value).toBe('informative');
  catalog.close();
  expect(versionOf(join(folder, 'project.sqlite'))).toBe(migrations.length);
  expect(versionOf(join(folder, 'backups', `before-format-${migrations.length}.sqlite`))).toBe(1);
});
