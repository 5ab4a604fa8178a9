import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { openCatalog } from '../../../../src/main/engine/catalog/open-catalog.ts';
import { isNetworkFolder } from '../../../../src/main/engine/catalog/write-ahead-log.ts';
import { openSession } from '../../../../src/main/engine/run/project/session.ts';
import { newCatalog, newFolder, reopened } from './new-catalog.ts';

const module_ = join(import.meta.dirname, '../../../../src/main/engine/catalog/open-catalog.ts');

/** A program that opens a project's catalog and does something with it. */
const program = (folder: string, body: string) =>
  `import { openCatalog } from ${JSON.stringify(module_)};
   const open = (readOnly) => openCatalog(${JSON.stringify(folder)}, { readOnly });
   ${body}`;

/** A project whose writer was killed before its log was folded back. */
async function killedProject(): Promise<string> {
  const folder = newFolder();
  newCatalog(folder).close();
  const writing = program(
    folder,
    `const { value } = open(false);
     value.commit(() => value.settings.set('annotator', 'Ana'));
     console.log('written');
     setInterval(() => {}, 1000);`,
  );
  const child = spawn(process.execPath, ['--input-type=module', '-e', writing]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  return folder;
}

/** Runs as a user who may not write there; a superuser's folder is never read-only. */
function readAsStranger(folder: string) {
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o444);
  chmodSync(folder, 0o555);
  const body = `const opened = open(true);
    console.log(JSON.stringify(opened.ok ? opened.value.settings.get('annotator') : opened));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', program(folder, body)],
    { encoding: 'utf8', ...(process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}) },
  );
  chmodSync(folder, 0o755);
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as unknown;
}

test('a closed project opens for reading in a folder that cannot be written', () => {
  const folder = newFolder();
  const catalog = newCatalog(folder);
  catalog.commit(() => catalog.settings.set('annotator', 'Ana'));
  catalog.close();
  expect(readdirSync(folder)).toEqual(['project.sqlite']);
  expect(readAsStranger(folder)).toBe('Ana');
});

test('a project whose writer was killed opens for reading there too, with all it acknowledged', async () => {
  const folder = await killedProject();
  expect(existsSync(join(folder, 'project.sqlite-wal'))).toBe(true);
  expect(readAsStranger(folder)).toBe('Ana');
});

test('a project whose writer was killed opens for writing with all it acknowledged', async () => {
  const catalog = reopened(await killedProject());
  expect(catalog.settings.get('annotator')).toBe('Ana');
  expect(catalog.integrityProblems()).toEqual([]);
  catalog.close();
});

test('a catalog opened for reading cannot be changed', () => {
  const folder = newFolder();
  newCatalog(folder).close();
  const opened = openCatalog(folder, { readOnly: true });
  if (!opened.ok) throw new Error('not opened');
  expect(() => opened.value.settings.set('annotator', 'Ben')).toThrow(/readonly/);
  opened.value.close();
});

test('a folder without a database is no project', () => {
  const folder = newFolder();
  const missing = { ok: false, failure: { kind: 'project-missing', folder } };
  expect(openCatalog(folder, { readOnly: false })).toEqual(missing);
  expect(readdirSync(folder)).toEqual([]);
});

/** Bytes of a project with a thousand labels: many pages, so that damage can lie anywhere. */
function filledProject(): { folder: string; file: string; bytes: Buffer } {
  const folder = newFolder();
  const catalog = newCatalog(folder);
  catalog.commit(() => {
    catalog.settings.set('key', 'abc');
    catalog.settings.set('annotator', 'Ana');
    const action = catalog.actions.add('ana', 1, 'label', 'many');
    for (let position = 0; position < 1000; position++) {
      const address = { contentId: 'c', plane: 0, position, y0: 0, y1: 9, x0: 0, x1: 9 };
      catalog.labels.decide(action, { address, value: 'unsure', reason: null, origin: 'hand' });
    }
    catalog.labels.settle(action);
  });
  catalog.close();
  const file = join(folder, 'project.sqlite');
  return { folder, file, bytes: readFileSync(file) };
}

function openedOrDamaged(folder: string): string {
  const opened = openSession(folder, 'test', false);
  if (!opened.ok) return opened.failure.kind;
  void opened.value.close();
  return 'opened';
}

test('a database that is no database, or was cut short, is damaged, not a fault', () => {
  const { folder, file, bytes } = filledProject();
  writeFileSync(file, 'this is not a database, only a text of some length');
  expect(openedOrDamaged(folder)).toBe('project-damaged');
  for (const length of [0, 1, 99, 100, 1000, 4096, 5000, Math.floor(bytes.length / 2)]) {
    writeFileSync(file, bytes);
    truncateSync(file, length);
    expect(`${length}: ${openedOrDamaged(folder)}`).toBe(`${length}: project-damaged`);
  }
});

test('a page overwritten with noise is damage wherever it lies, or harmless', () => {
  const { folder, file, bytes } = filledProject();
  const pageBytes = 4096;
  let damaged = 0;
  for (let page = 0; page < bytes.length / pageBytes; page++) {
    const broken = Buffer.from(bytes);
    for (let i = 0; i < pageBytes; i++) broken[page * pageBytes + i] = (i * 7919 + page) & 255;
    writeFileSync(file, broken);
    const found = openedOrDamaged(folder);
    expect(['opened', 'project-damaged']).toContain(found);
    if (found === 'project-damaged') damaged++;
  }
  expect(damaged).toBeGreaterThan(2);
  writeFileSync(file, bytes);
  expect(openedOrDamaged(folder)).toBe('opened');
});

test('the integrity check tells damage that opening does not touch', () => {
  const { folder, file, bytes } = filledProject();
  const broken = Buffer.from(bytes);
  broken.fill(0xff, bytes.length - 4096);
  writeFileSync(file, broken);
  const opened = openCatalog(folder, { readOnly: true });
  if (opened.ok) {
    expect(opened.value.integrityProblems().length).toBeGreaterThan(0);
    opened.value.close();
  } else expect(opened.failure.kind).toBe('project-damaged');
});

test('the newest three backups are kept, and each opens', async () => {
  const folder = newFolder();
  const catalog = newCatalog(folder);
  for (let i = 1; i <= 5; i++) {
    catalog.commit(() => catalog.settings.set('annotator', `name ${i}`));
    await catalog.backUp();
  }
  catalog.close();
  const backups = join(folder, 'backups');
  expect(readdirSync(backups).sort()).toEqual(['3.sqlite', '4.sqlite', '5.sqlite']);
  for (const number of [3, 4, 5]) {
    const db = new Database(join(backups, `${number}.sqlite`), { readonly: true });
    const name = db.prepare("SELECT value FROM setting WHERE name = 'annotator'").pluck().get();
    db.close();
    expect(name).toBe(`name ${number}`);
  }
});

test('a backup that is cut off by closing leaves the earlier ones alone', async () => {
  const { folder } = filledProject();
  const first = reopened(folder);
  await first.backUp();
  first.close();
  for (let i = 0; i < 4; i++) {
    const catalog = reopened(folder);
    const backup = catalog.backUp().catch(() => 'cut off');
    catalog.close();
    await backup;
  }
  const backups = join(folder, 'backups');
  const kept = readdirSync(backups).filter((name) => name.endsWith('.sqlite'));
  expect(kept).toContain('1.sqlite');
  for (const name of kept) expect(statSync(join(backups, name)).size).toBeGreaterThan(4096);
});

test('nested commits are one transaction, undone as a whole when one throws', () => {
  const catalog = newCatalog();
  expect(() =>
    catalog.commit(() => {
      catalog.settings.set('annotator', 'Ana');
      catalog.commitUnit(() => catalog.settings.set('key', 'k'));
      throw new Error('stop');
    }),
  ).toThrow('stop');
  expect(catalog.settings.get('annotator')).toBeNull();
  expect(catalog.settings.get('key')).toBeNull();
});

test.skipIf(process.platform !== 'linux')('a local folder is not on the network', () => {
  const folder = newFolder();
  mkdirSync(join(folder, 'inside'));
  expect(isNetworkFolder(join(folder, 'inside'))).toBe(false);
});
